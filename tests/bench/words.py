"""Chance -> sentences: what an inspection of services might say, in invented words about no real place."""

from random import Random

SYLLABLES = ["ash", "bar", "brad", "cal", "cam", "chel", "dar", "dun", "el", "far", "fen", "gil", "hal", "har", "kel", "ken", "lang", "mar", "mel", "nor",
             "ox", "pen", "ral", "ros", "sal", "shel", "tam", "thor", "ul", "wal", "wen", "win"]
ENDINGS = ["borough", "bridge", "bury", "by", "combe", "dale", "field", "ford", "ham", "ley", "mere", "minster", "mouth", "ton", "wick", "worth"]

SUBJECTS = [
    "The council", "The partnership", "Schools and colleges", "Social workers", "Managers at every level", "The youth service", "Health visitors",
    "Foster carers", "The safeguarding board", "Children’s centres", "The leaving care team", "Leaders of the service", "The local health trust",
    "Independent reviewing officers", "Teachers and support staff", "The team for disabled children", "Family support workers", "Elected members",
    "Voluntary groups in the area", "The police and the council together", "The adoption team", "Staff in children’s homes", "The education welfare service",
]
GOOD = [
    "responded quickly when a child was thought to be at risk", "made good use of what children and young people had told them",
    "kept clear records that showed why decisions were taken", "gave families help early, before small worries grew",
    "planned together and shared what each of them knew", "saw to it that reviews were held on time",
    "offered training that staff found useful in their daily work", "helped more young people into work, courses and training",
    "found stable homes for most looked after children", "checked the quality of casework and acted on what they found",
    "reached families who had not asked for help before", "set targets that could be measured and watched them closely",
    "helped care leavers to find suitable accommodation", "worked hard to keep children in school and away from exclusion",
    "brought down the time that families wait for an assessment", "used performance data well to see where help was needed",
]
POOR = [
    "did not always see children on their own and ask what they thought", "kept records that said little about the effect of the help given",
    "took too long to finish assessments in a third of the cases seen", "had no shared plan for young people who go missing",
    "did not know well enough how pupils educated at home were doing", "let caseloads grow beyond what newly qualified staff could manage",
    "had too few places for young people who leave care", "did not check whether training changed anything in practice",
    "left families waiting for help with feelings and behaviour", "wrote plans that did not say who would do what, or by when",
    "reached too few children from minority ethnic communities", "gave too little supervision to staff who carried the hardest cases",
    "had not drawn up health plans for all looked after children", "depended too much on agency staff in the duty team",
    "did not use the views of parents when services were changed", "held back information that other agencies needed",
]
ASKS = [
    "Make sure that every child in care has a qualified social worker", "Draw up one plan for young people who go missing, and share it",
    "Finish first assessments within the time that is set for them", "See to it that managers check casework and write down what they decide",
    "Give young people who leave care a choice of suitable homes", "Find out how children and young people can be told what was found",
    "Agree with health services how quickly children are seen", "Raise the achievement of pupils who are looked after",
    "Measure what projects change, and stop those that change nothing", "Bring supervision of all staff to the standard that is set",
    "Make plans that say who does what, by when, and at what cost", "Extend early help to families in every part of the area",
    "Review the threshold for children in need with all partners", "Offer advocacy to every disabled child who has a plan",
]
TAILS = [
    "in the twelve months before the visit", "although this varied from one part of the area to another", "and this was confirmed by case files",
    "as parents and carers told inspectors", "in line with similar authorities", "with a clear lead from the director", "but not yet for the oldest of them",
    "and the pace of change had quickened", "across all of the settings that were visited", "since the last inspection", "in spite of rising demand",
    "with partners in health, education and the police", "as the council’s own review had found", "for most of those concerned",
    "and this made a difference to outcomes", "with good support from the local safeguarding children board",
]
HEADINGS = ["Summary", "Safeguarding", "Leadership and management", "Quality of provision", "Being healthy", "Outcomes", "Capacity to improve"]
MEASURES = [
    ("Initial assessments finished on time", "%"), ("Reviews of looked after children held on time", "%"),
    ("Looked after children with a yearly health check", "%"), ("Young people aged 16 to 18 in education, employment or training", "%"),
    ("Pupils excluded for good from secondary schools", "pupils"), ("Children with a child protection plan", "children"),
    ("Looked after children placed for adoption", "children"), ("Case files read by inspectors", "case files"),
    ("Pupils with five good results at age 16", "%"), ("Care leavers in suitable accommodation", "%"), ("Absence from secondary schools", "%"),
    ("Conceptions under 18", "for every 1,000 girls aged 15 to 17"), ("Social workers’ posts not filled", "posts"), ("Children’s centres open", "centres"),
    ("Looked after children with three or more homes in a year", "%"), ("Core assessments finished on time", "%"),
    ("Young people known to the youth service", "%"),
]
COMPARED = ["above similar areas and England", "in line with similar areas", "below the national average", "higher than the year before",
            "better than in England"]

CALM = [
    "People acted fast when a child was in danger. They met and made a plan.", "Most children in care had a good home. They felt safe there.",
    "Staff asked children what they thought. They used what they heard.", "More young people had a job or a course. That was better than before.",
    "Schools helped children who found learning hard. Most of them did well.", "Families got help early. Small worries did not grow.",
    "Workers kept good notes. So they knew why each choice was made.", "Young people helped to plan new clubs. The clubs were close to home.",
]
SORRY = [
    "Some families had to wait too long for help. Some waited for months.", "Not all children in care had a trained worker. That had to change.",
    "There were not enough homes for those who leave care.", "Staff did not always talk with each child alone.",
    "Plans did not say who would do what. They had no dates.", "Help with worries and sad feelings came too late.",
    "Too much was not written down. So new staff had to start again.", "The council did not know if its training helped.",
]
PROMISES = [
    "The council would find more homes.", "The council would hire more trained staff.", "The council would write a new plan with dates.",
    "The council would ask children what they think.", "The council would help more families early.",
]


def town(chance: Random) -> str:
    """A name for a place."""
    return (chance.choice(SYLLABLES) + chance.choice(["", "", "en", "ing", "er"]) + chance.choice(ENDINGS)).capitalize()


def sentence(chance: Random, told: list[str]) -> str:
    """Who did what, how often, and how. Hardly one comes twice, or what is remembered by its words would be remembered too well."""
    seen = chance.randint(40, 900)
    return f"{chance.choice(SUBJECTS)} {chance.choice(told)} in {chance.randint(20, seen)} of {seen} cases, {chance.choice(TAILS)}."


def request(chance: Random) -> str:
    """Something that is asked for."""
    return f"{chance.choice(ASKS)}, {chance.choice(TAILS)}, and report on it within {chance.randint(2, 18)} months."


def place(chance: Random) -> str:
    """Where in a paper something stands."""
    return f"paragraph {chance.randint(1, 140)}" if chance.random() < 0.6 else f"{chance.choice(HEADINGS)}, paragraph {chance.randint(1, 12)}"


def summary(chance: Random, opening: str) -> str:
    """A summary for adults, of about 1.8 KB: three headings, six paragraphs with the first."""
    parts = [opening]
    for heading, told, count in (("What went well", GOOD, 2), ("What was not good enough", POOR, 2), ("What inspectors asked for", ASKS, 1)):
        parts.append(f"## {heading}")
        for _ in range(count):
            said = [request(chance) if told is ASKS else sentence(chance, told) for _ in range(2)]
            parts.append(f"{' '.join(said)} ({place(chance).capitalize()})")
    return "\n\n".join(parts) + "\n"
