from tests.functional.organization.conftest import invited, letters  # noqa: F401
