"""Makes `plainspoken` and `tests` importable however pytest is started, and loads the skipping rules."""

pytest_plugins = ("tests.plugin_noskip",)
