"""scim2-tester: all its checks, the one that it defines and does not run by itself included."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import httpx2
from results import FAILED, PASSED, SKIPPED, Check
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server, filling
from scim2_tester.checkers import core_schemas_validation
from scim2_tester.utils import CheckConfig, CheckContext, CheckResult
from servers import DOMAIN, Bridge, Route

NAME = "scim2-tester"
# Its userNames are random words without a domain, and it writes extensions of which nothing can be written.
TENANT = f'bare_username_domain = "{DOMAIN}"\nsmartsheet_extension = false'
# It takes every resource type for one that clients create.
WRITABLE = ["User", "Group"]
READ_ONLY = "read-only for clients, and the suite begins with a creation"
NOT_ASKED_FOR = "Missing mandatory core schemas"
ROLE = "LICENSED_USER"
ROLES = {"LICENSED_USER", "GROUP_ADMIN", "RESOURCE_VIEWER", "SYSTEM_ADMIN", "SMARTSHEET_USER", "JIRA_USER", "JIRA_ADMIN"}
ROLES |= {"SALESFORCE_USER", "SALESFORCE_ADMIN"}
FAILING = {Status.ERROR, Status.CRITICAL, Status.DEVIATION}


@cache
def granted_roles_only() -> None:
    """Has the suite ask for a role that the tenant grants and Smartsheet takes alone: it takes any of the schema's by lot."""
    by_lot = filling.get_random_example_value

    def chosen(path):
        value = by_lot(path)
        return ROLE if str(path).split(":")[-1] in ("roles.value", "roles.type", "value", "type") and value in ROLES else value

    filling.get_random_example_value = chosen


def client_of(bridge: Bridge) -> SyncSCIMClient:
    """A client that knows nothing of the server yet."""
    headers = {"Authorization": "Bearer " + bridge.token}
    return SyncSCIMClient(httpx2.Client(base_url=bridge.url, headers=headers, timeout=60))


def status_of(result: CheckResult) -> str:
    """The suite's verdict in our three words: what it calls a deviation from a SHOULD counts as a failure."""
    if result.status == Status.SKIPPED:
        return SKIPPED
    return FAILED if result.status in FAILING else PASSED


def run(program, route: Route) -> list[Check]:
    """Runs it against a fresh bridge."""
    with Bridge(program, route, tenant=TENANT) as bridge:
        return checks(bridge, route)


def checks(bridge: Bridge, route: Route) -> list[Check]:
    """Runs it against this bridge."""
    granted_roles_only()
    client = client_of(bridge)
    results = check_server(client, resource_types=WRITABLE)
    schemas = core_schemas_validation(CheckContext(client, CheckConfig()))
    client.client.close()
    names = [resource_type.name for resource_type in client.provider.resource_types or []]
    left_out = [Check(NAME, route.name, f"resource type {name}", SKIPPED, READ_ONLY) for name in names if name not in WRITABLE]
    made = [check_of(result, route) for result in results]
    return made + [without_claim(check_of(result, route)) for result in schemas] + left_out


def without_claim(check: Check) -> Check:
    """The check that the suite leaves out of its runs: what it misses, no RFC asks for."""
    return replace(check, status=SKIPPED) if check.status == FAILED and NOT_ASKED_FOR in check.reason else check


def check_of(result: CheckResult, route: Route) -> Check:
    """One result; its name has the resource type that it is about."""
    name = result.title or "untitled"
    if result.resource_type:
        name += " " + result.resource_type
    reason = f"{result.reason or ''}"
    if status_of(result) == FAILED and result.data is not None:
        reason += f" ({result.data})"
    return Check(NAME, route.name, name, status_of(result), reason)
