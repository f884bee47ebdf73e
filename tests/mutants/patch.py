"""PATCH that does something else."""

import datetime

from mutants.catalogue import mutant
from mutants.exchange import Response, error
from mutants.resources import ENTERPRISE, without
from mutants.status import GITHUB

PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


def word(operation):
    return str(operation.get("op", "")).lower()


def path_of(operation):
    return operation.get("path") if isinstance(operation.get("path"), str) else ""


def each_operation(request, send, change):
    """Sends the PATCH with change(operation) in place of each operation; None leaves it out."""
    operations = request.operations()
    if operations is None:
        return send(request)
    kept = [one for one in map(change, operations) if one is not None]
    if kept == operations:
        return send(request)
    return send(request.with_operations(kept)) if kept else Response(204, (), b"")


def refusing(request, send, wrong, scim_type="invalidSyntax"):
    operations = request.operations()
    if operations is not None and any(wrong(one) for one in operations):
        return error(400, scim_type, "not understood")
    return send(request)


def sets_active(operation):
    """What an operation sets active to, or None."""
    value = operation.get("value")
    if isinstance(value, dict):
        value = next((one for name, one in value.items() if name.lower() == "active"), None)
    elif path_of(operation).lower() != "active":
        return None
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.lower())
    return value if isinstance(value, bool) else None


@mutant("op must be lower case", GITHUB + "ssoready/ssoready/issues/159")
def op_with_case(request, send, _):
    return refusing(request, send, lambda one: one.get("op") != word(one))


@mutant("An op that is none is accepted, and does nothing", GITHUB + "pydantic/logfire/issues/2356")
def unknown_op_is_accepted(request, send, _):
    return each_operation(request, send, lambda one: one if word(one) in ("add", "remove", "replace") else None)


@mutant("PATCH is 501", GITHUB + "goauthentik/authentik/issues/11249")
def patch_is_not_implemented(request, send, _):
    return error(501, detail="PATCH is not implemented") if request.method == "PATCH" else send(request)


@mutant("\"True\" and \"False\" for active are refused", GITHUB + "scimmyjs/scimmy/issues/86")
def boolean_text_is_refused(request, send, _):
    return refusing(request, send, lambda one: path_of(one) == "active" and isinstance(one.get("value"), str), "invalidValue")


@mutant("PATCH active=false is accepted and does nothing", GITHUB + "OneUptime/oneuptime/issues/3852")
def deactivation_does_nothing(request, send, _):
    return each_operation(request, send, lambda one: None if sets_active(one) is False else one)


@mutant("PATCH active=true is refused", GITHUB + "getsentry/sentry-docs/issues/16258")
def reactivation_is_refused(request, send, _):
    return refusing(request, send, lambda one: sets_active(one) is True, "mutability")


@mutant("add to an attribute that has one value is refused", GITHUB + "rancher/rancher/issues/54025")
def add_to_single_is_refused(request, send, _):
    single = ("active", "displayname", "title", "nickname", "name.familyname", "name.givenname")
    return refusing(request, send, lambda one: word(one) == "add" and path_of(one).lower() in single)


@mutant("PATCH without path is refused", GITHUB + "indigo-iam/iam/issues/934")
def path_less_is_refused(request, send, _):
    return refusing(request, send, lambda one: word(one) != "remove" and not path_of(one), "invalidPath")


@mutant("A path with a filter is refused", GITHUB + "wireapp/wire-server/issues/5419")
def filtered_path_is_refused(request, send, _):
    return refusing(request, send, lambda one: "[" in path_of(one), "invalidPath")


@mutant("Dotted keys in a value are ignored", GITHUB + "Captain-P-Goldfish/SCIM-SDK/issues/267")
def dotted_keys_are_ignored(request, send, _):
    def change(one):
        if path_of(one) or not isinstance(one.get("value"), dict):
            return one
        return {**one, "value": {key: value for key, value in one["value"].items() if "." not in key or key == ENTERPRISE}}
    return each_operation(request, send, change)


@mutant("URN keys in a value are ignored", GITHUB + "Captain-P-Goldfish/SCIM-SDK/issues/193")
def urn_keys_are_ignored(request, send, _):
    def change(one):
        if path_of(one) or not isinstance(one.get("value"), dict):
            return one
        return {**one, "value": {key: value for key, value in one["value"].items() if not key.startswith("urn:")}}
    return each_operation(request, send, change)


@mutant("A path with the URN of an extension is refused", GITHUB + "pingidentity/scim2/issues/104")
def urn_path_is_refused(request, send, _):
    return refusing(request, send, lambda one: path_of(one).lower().startswith("urn:") and "user:" in path_of(one).lower(),
                    "invalidPath")


@mutant("replace of an address that is not there is noTarget", GITHUB + "Captain-P-Goldfish/scim-for-keycloak/issues/73")
def missing_element_is_no_target(request, send, _):
    operations = request.operations()
    if operations is not None:
        person = send(request.of("GET", request.path)).json() or {}
        types = {one.get("type") for one in person.get("emails", []) + person.get("phoneNumbers", [])
                 + person.get("addresses", []) if isinstance(one, dict)}
        wanted = [path_of(one).split('type eq "')[1].split('"')[0] for one in operations if 'type eq "' in path_of(one)]
        if any(kind not in types for kind in wanted):
            return error(400, "noTarget", "nothing matches")
    return send(request)


@mutant("What a filtered path makes has no type", GITHUB + "zitadel/zitadel/issues/9690")
def made_element_has_no_type(request, send, memory):
    operations = request.operations()
    if operations is not None and any("[type" in path_of(one) for one in operations):
        memory[request.path] = True
    def untyped(one):
        if "/Users/" + str(one.get("id")) not in memory:
            return one
        return {**one, **{name: [without(element, "type") for element in one[name]]
                          for name in ("emails", "phoneNumbers", "addresses") if name in one}}
    return send(request).map_resources(untyped)


@mutant("remove with a value writes the value", GITHUB + "AzureAD/SCIMReferenceCode/issues/87")
def remove_writes(request, send, _):
    def change(one):
        if word(one) == "remove" and "value" in one and path_of(one) not in ("", "members"):
            return {**one, "op": "replace"}
        return one
    return each_operation(request, send, change)


@mutant("remove of one attribute does nothing")
def remove_does_nothing(request, send, _):
    return each_operation(request, send, lambda one: None if word(one) == "remove" and request.about("Users", True) else one)


@mutant("remove without path is accepted, and does nothing")
def remove_without_path_is_accepted(request, send, _):
    return each_operation(request, send, lambda one: None if word(one) == "remove" and "path" not in one else one)


@mutant("replace of name takes the names away that it does not mention")
def replace_forgets_other_parts(request, send, _):
    def change(one):
        value = one.get("value")
        if word(one) != "replace" or path_of(one).lower() != "name" or not isinstance(value, dict):
            return one
        return {**one, "value": {"givenName": None, "familyName": None, **value}}
    return each_operation(request, send, change)


@mutant("add to a list replaces the list")
def add_replaces_the_list(request, send, _):
    def change(one):
        return {**one, "op": "replace"} if word(one) == "add" and path_of(one) in ("emails", "phoneNumbers") else one
    return each_operation(request, send, change)


@mutant("A second primary address leaves the first one primary")
def two_primary_addresses(request, send, memory):
    value = str(request.json())
    if request.method == "PATCH" and "primary" in value:
        memory[request.path] = True
    def change(one):
        emails = one.get("emails", [])
        if "/Users/" + str(one.get("id")) not in memory or len(emails) < 2:
            return one
        return {**one, "emails": [{**element, "primary": True} for element in emails]}
    return send(request).map_resources(change)


@mutant("What comes before a bad operation stays done", GITHUB + "better-auth/better-auth/issues/10682")
def not_all_or_nothing(request, send, _):
    operations = request.operations()
    if not operations or len(operations) < 2:
        return send(request)
    came = None
    for one in operations:
        came = send(request.with_operations([one]))
        if not came.succeeded():
            return came
    return came


@mutant("Operations are done from the last to the first")
def operations_backwards(request, send, _):
    operations = request.operations()
    return send(request.with_operations(operations[::-1])) if operations else send(request)


@mutant("Only the first operation is done")
def first_operation_only(request, send, _):
    operations = request.operations()
    return send(request.with_operations(operations[:1])) if operations else send(request)


@mutant("The answer to a PATCH has the schema of the request", GITHUB + "jelhub/scimgateway/issues/33")
def answers_with_patch_op(request, send, _):
    came = send(request)
    return came.map_resources(lambda one: {**one, "schemas": [PATCH_OP]}) if request.method == "PATCH" else came


@mutant("A PATCH that changes nothing moves lastModified")
def no_op_moves_last_modified(request, send, memory):
    came = send(request)
    if request.method == "PATCH" and came.succeeded():
        memory[request.parts()[-1]] = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")
    return came.map_resources(lambda one: {**one, "meta": {**one["meta"], "lastModified": memory[one["id"]]}}
                              if one.get("id") in memory and "lastModified" in one.get("meta", {}) else one)


@mutant("A change does not move lastModified")
def last_modified_stands_still(request, send, _):
    return send(request).map_resources(lambda one: {**one, "meta": {**one["meta"], "lastModified": one["meta"]["created"]}}
                                       if "created" in one.get("meta", {}) else one)


@mutant("id in a PATCH is accepted on an explicit path")
def read_only_path_is_accepted(request, send, _):
    def read_only(one):
        return path_of(one).lower() in ("id", "meta", "meta.created", "groups") and word(one) != "remove"
    return each_operation(request, send, lambda one: None if read_only(one) else one)


@mutant("A required attribute can be taken away: 204, nothing done")
def required_removal_is_accepted(request, send, _):
    def required(one):
        return word(one) == "remove" and path_of(one).lower() in ("username", "displayname")
    return each_operation(request, send, lambda one: None if required(one) else one)


@mutant("An empty text does not clear the manager", GITHUB + "Captain-P-Goldfish/SCIM-SDK/issues/686")
def empty_manager_is_refused(request, send, _):
    def empty(one):
        return path_of(one).endswith("manager") and one.get("value") in ("", None, {"value": ""}) and word(one) != "remove"
    return refusing(request, send, empty, "invalidValue")


@mutant("A manager as text is refused", GITHUB + "apache/directory-scimple/issues/1244")
def manager_text_is_refused(request, send, _):
    value = request.json()
    extension = value.get(ENTERPRISE) if isinstance(value, dict) else None
    if isinstance(extension, dict) and isinstance(extension.get("manager"), str):
        return error(400, "invalidValue", "expected an object")
    return refusing(request, send, lambda one: path_of(one).endswith("manager") and isinstance(one.get("value"), str)
                    and one["value"] != "", "invalidValue")
