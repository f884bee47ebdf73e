"""Groups that lose or keep the wrong people."""

import time

from mutants.catalogue import mutant
from mutants.exchange import Response, error
from mutants.patch import each_operation, path_of, word
from mutants.resources import without
from mutants.status import GITHUB


def of_group(request):
    return request.about("Groups", True)


def group(request, send):
    value = send(request.of("GET", request.path)).json()
    return value if isinstance(value, dict) else {}


def ids(members):
    listed = members if isinstance(members, list) else [members]
    return [one["value"] for one in listed if isinstance(one, dict) and isinstance(one.get("value"), str)]


@mutant("remove members with a value empties the group", GITHUB + "simpleidserver/SimpleIdServer/issues/164")
def value_array_empties_the_group(request, send, _):
    def change(one):
        return without(one, "value") if word(one) == "remove" and path_of(one) == "members" else one
    return each_operation(request, send, change)


@mutant("remove members with a value does nothing", GITHUB + "thomaspoignant/scim-patch/issues/959")
def value_array_does_nothing(request, send, _):
    def change(one):
        return None if word(one) == "remove" and path_of(one) == "members" and "value" in one else one
    return each_operation(request, send, change)


@mutant("remove members with a value is refused", GITHUB + "Captain-P-Goldfish/SCIM-SDK/issues/149")
def value_array_is_refused(request, send, _):
    operations = request.operations() or []
    if any(word(one) == "remove" and path_of(one) == "members" and "value" in one for one in operations):
        return error(400, "invalidSyntax", "values must not be set")
    return send(request)


@mutant("members[value eq …] removes nobody", GITHUB + "wso2/product-is/issues/7040")
def filtered_removal_does_nothing(request, send, _):
    def change(one):
        return None if word(one) == "remove" and path_of(one).startswith("members[") else one
    return each_operation(request, send, change)


@mutant("members[value eq …] removes everybody", GITHUB + "apache/directory-scimple/issues/436")
def filtered_removal_removes_all(request, send, _):
    def change(one):
        return {"op": "remove", "path": "members"} if word(one) == "remove" and path_of(one).startswith("members[") else one
    return each_operation(request, send, change)


@mutant("Adding somebody who is a member is 409", GITHUB + "wso2/product-is/issues/5333")
def adding_a_member_again_is_refused(request, send, _):
    operations = request.operations() if of_group(request) else None
    added = [one for op in operations or [] if word(op) == "add" and path_of(op) == "members" for one in ids(op.get("value"))]
    if added and set(added) & set(ids(group(request, send).get("members", []))):
        return error(409, "uniqueness", "already a member")
    return send(request)


@mutant("Removing somebody who is no member is 404", GITHUB + "metabase/metabase/issues/48276")
def removing_a_stranger_is_refused(request, send, _):
    operations = request.operations() if of_group(request) else None
    removed = [path_of(op).split('"')[1] for op in operations or [] if path_of(op).startswith('members[value eq "')]
    removed += [one for op in operations or [] if word(op) == "remove" and path_of(op) == "members" and "value" in op
                for one in ids(op["value"])]
    if removed and not set(removed) <= set(ids(group(request, send).get("members", []))):
        return error(404, detail="no such member")
    return send(request)


@mutant("Additions at the same time are lost", GITHUB + "fleetdm/fleet/issues/50724")
def concurrent_additions_are_lost(request, send, _):
    """Written back as it was read, and the addition: whoever came meanwhile is gone. Alone it does no harm."""
    operations = request.operations() if of_group(request) else None
    if not operations or any(word(op) != "add" or path_of(op) != "members" for op in operations):
        return send(request)
    before = group(request, send)
    time.sleep(0.02)
    came = send(request)
    kept = list(dict.fromkeys([*ids(before.get("members", [])), *(one for op in operations for one in ids(op.get("value")))]))
    if came.succeeded() and not set(ids(group(request, send).get("members", []))) <= set(kept):
        members = [{"value": one} for one in kept]
        put = {"schemas": before.get("schemas"), "displayName": before.get("displayName"), "members": members}
        send(request.of("PUT", request.path, put))
    return came


@mutant("Adding members replaces the members", GITHUB + "AzureAD/SCIMReferenceCode/issues/10")
def adding_replaces_members(request, send, _):
    return each_operation(request, send, lambda one: {**one, "op": "replace"}
                          if word(one) == "add" and path_of(one) == "members" else one)


@mutant("A path-less replace with the id is refused", GITHUB + "Metatavu/keycloak-scim-server/issues/113")
def id_in_a_value_is_refused(request, send, _):
    operations = request.operations() or []
    if any(isinstance(one.get("value"), dict) and "id" in one["value"] and not path_of(one) for one in operations):
        return error(400, "mutability", "id is readOnly")
    return send(request)


@mutant("replace members with [] does nothing", GITHUB + "Captain-P-Goldfish/SCIM-SDK/issues/757")
def empty_array_does_nothing(request, send, _):
    def change(one):
        if one.get("value") == [] and path_of(one) == "members":
            return None
        value = one.get("value")
        return {**one, "value": without(value, "members")} if isinstance(value, dict) and value.get("members") == [] else one
    return each_operation(request, send, change)


@mutant("A change of the name empties the group", GITHUB + "langwatch/langwatch/issues/7136")
def renaming_empties_the_group(request, send, _):
    operations = request.operations() if of_group(request) else None
    renames = operations and any(path_of(one) == "displayName" or "displayName" in str(one.get("value")) for one in operations)
    if renames and not any("members" in str(one) for one in operations):
        return send(request.with_operations([*operations, {"op": "remove", "path": "members"}]))
    return send(request)


@mutant("PATCH of a group's name does nothing", GITHUB + "jelhub/scimgateway/issues/95")
def renaming_does_nothing(request, send, _):
    def change(one):
        if not of_group(request):
            return one
        if path_of(one) == "displayName":
            return None
        value = one.get("value")
        return {**one, "value": without(value, "displayName")} if isinstance(value, dict) and not path_of(one) else one
    return each_operation(request, send, change)


@mutant("PUT of a group leaves its members", GITHUB + "Metatavu/keycloak-scim-server/issues/111")
def put_leaves_members(request, send, _):
    value = request.json()
    if request.method == "PUT" and of_group(request) and isinstance(value, dict):
        return send(request.with_json({**value, "members": [{"value": one} for one in
                                                            ids(group(request, send).get("members", []))]}))
    return send(request)


@mutant("PUT of a group with members is 501", GITHUB + "keycloak/keycloak/issues/46216")
def put_of_members_is_refused(request, send, _):
    value = request.json()
    if request.method == "PUT" and of_group(request) and isinstance(value, dict) and value.get("members"):
        return error(501, detail="not implemented")
    return send(request)


@mutant("display: null of a member is refused", GITHUB + "simpleidserver/SimpleIdServer/issues/247")
def null_display_is_refused(request, send, _):
    value = request.json()
    members = value.get("members") if isinstance(value, dict) else None
    if isinstance(members, list) and any(None in member.values() for member in members if isinstance(member, dict)):
        return error(400, "invalidValue", "display")
    return send(request)


@mutant("A member without type is refused", GITHUB + "Captain-P-Goldfish/SCIM-SDK/issues/419")
def member_without_type_is_refused(request, send, _):
    operations = request.operations() or []
    values = [one.get("value") for one in operations if word(one) == "add" and path_of(one) == "members"]
    if any(isinstance(member, dict) and "type" not in member for value in values if isinstance(value, list) for member in value):
        return error(400, "invalidValue", "type is required")
    return send(request)


@mutant("A member's $ref may not be null")
def null_ref_is_refused(request, send, _):
    operations = request.operations() or []
    values = [one.get("value") for one in operations if path_of(one) == "members"]
    if any(isinstance(member, dict) and member.get("$ref", "") is None for value in values if isinstance(value, list)
           for member in value):
        return error(400, "invalidValue", "$ref")
    return send(request)


@mutant("More than 10 members in one operation are refused", GITHUB + "goauthentik/authentik/issues/20410")
def few_members_at_once(request, send, _):
    operations = request.operations() or []
    if any(path_of(one) == "members" and isinstance(one.get("value"), list) and len(one["value"]) > 10 for one in operations):
        return error(400, "tooMany", "too many members")
    return send(request)


@mutant("Only the first member of an operation is added")
def first_member_only(request, send, _):
    def change(one):
        long = word(one) == "add" and path_of(one) == "members" and isinstance(one.get("value"), list)
        return {**one, "value": one["value"][:1]} if long else one
    return each_operation(request, send, change)


@mutant("Members of a creation are dropped")
def members_of_a_creation_are_dropped(request, send, _):
    value = request.json()
    if request.creates("Groups") and isinstance(value, dict):
        return send(request.with_json(without(value, "members")))
    return send(request)


@mutant("Members are unknown people, too", GITHUB + "pydantic/logfire/issues/2356")
def unknown_members_are_swallowed(request, send, _):
    came = send(request)
    if came.status == 400 and of_group(request) and request.method == "PATCH" and "members" in str(request.json()):
        return Response(204, (), b"")
    return came


@mutant("A person's groups are left out")
def groups_are_left_out(request, send, _):
    return send(request).map_resources(lambda one: without(one, "groups"))


@mutant("DELETE of a group does nothing")
def group_deletion_does_nothing(request, send, _):
    if request.method == "DELETE" and of_group(request):
        return Response(204, (), b"") if send(request.of("GET", request.path)).status == 200 else send(request)
    return send(request)
