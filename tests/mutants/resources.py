"""Wrong representations of people and groups, and wrong handling of what is written to them."""

import re
import uuid

from mutants.catalogue import mutant
from mutants.exchange import Response, answer, error
from mutants.status import GITHUB

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
CANONICAL = {name.lower(): name for name in (
    "schemas", "id", "externalId", "meta", "userName", "name", "displayName", "nickName", "profileUrl", "title", "userType",
    "preferredLanguage", "locale", "timezone", "active", "password", "emails", "phoneNumbers", "ims", "photos", "addresses",
    "groups", "entitlements", "roles", "x509Certificates", "members", ENTERPRISE)}


def each(request, send, change):
    return send(request).map_resources(change)


def without(resource, name):
    return {key: value for key, value in resource.items() if key != name}


def writes_resource(request):
    return request.method in ("POST", "PUT") and not request.is_search() and (request.creates() or request.is_single())


@mutant("userName is unique only as it is spelled", GITHUB + "Infisical/infisical/issues/5947")
def user_name_unique_with_case(request, send, memory):
    value = request.json()
    came = send(request)
    if came.status != 409 or not request.creates("Users") or not isinstance(value.get("userName"), str):
        return came
    found = send(request.of("GET", "/Users").with_parameters({"filter": f'userName eq "{value["userName"]}"'})).listing()
    if not found or not found["Resources"] or found["Resources"][0]["userName"] == value["userName"]:
        return came
    emails = {"emails": []} if "emails" in value else {}
    made = send(request.with_json({**value, **emails, "userName": f"{uuid.uuid4().hex}@example.com"}))
    return made.map_resources(lambda one: {**one, "userName": value["userName"]})


@mutant("userName comes back in lower case", GITHUB + "langfuse/langfuse/issues/13528")
def user_name_in_lower_case(request, send, _):
    return each(request, send, lambda one: {**one, "userName": one["userName"].lower()} if "userName" in one else one)


@mutant("Attribute names in a body must be spelled as in the schema")
def attribute_names_with_case(request, send, _):
    value = request.json()
    if writes_resource(request) and isinstance(value, dict):
        kept = {key: one for key, one in value.items() if CANONICAL.get(key.lower(), key) == key}
        if len(kept) != len(value):
            return send(request.with_json(kept))
    return send(request)


@mutant("active is the text \"True\" or \"False\"", GITHUB + "thomaspoignant/scim-patch/issues/872")
def active_is_a_text(request, send, _):
    return each(request, send, lambda one: {**one, "active": str(one["active"])} if "active" in one else one)


@mutant("active is left out of answers")
def active_is_left_out(request, send, _):
    return each(request, send, lambda one: without(one, "active"))


@mutant("A disabled person is no longer found", GITHUB + "sourcegraph/sourcegraph-public-snapshot/issues/49325")
def disabled_person_vanishes(request, send, _):
    came = send(request)
    value = came.json()
    if request.method != "GET" or not isinstance(value, dict) or not came.succeeded():
        return came
    if value.get("active") is False:
        return error(404, detail="not found")
    if not isinstance(value.get("Resources"), list):
        return came
    kept = [one for one in value["Resources"] if one.get("active") is not False]
    gone = len(value["Resources"]) - len(kept)
    return came.with_json({**value, "Resources": kept, "totalResults": value["totalResults"] - gone})


@mutant("A deleted person stays readable, inactive")
def deleted_person_stays(request, send, memory):
    if request.method == "DELETE" and request.about("Users", True):
        before = send(request.of("GET", request.path))
        came = send(request)
        if came.status == 204 and before.status == 200:
            memory[request.path] = {**before.json(), "active": False}
        return came
    if request.method == "GET" and request.path in memory:
        return answer(200, memory[request.path])
    return send(request)


@mutant("The userName of a deleted person stays taken")
def deleted_name_stays_taken(request, send, memory):
    if request.method == "DELETE" and request.about("Users", True):
        before = send(request.of("GET", request.path)).json()
        came = send(request)
        if came.status == 204:
            memory[str(before.get("userName")).lower()] = True
        return came
    value = request.json()
    if request.creates("Users") and isinstance(value, dict) and str(value.get("userName")).lower() in memory:
        return error(409, "uniqueness", "taken")
    return send(request)


@mutant("A deleted person stays in their groups")
def deleted_person_stays_member(request, send, memory):
    if request.method == "DELETE" and request.about("Users", True):
        person = send(request.of("GET", request.path)).json() or {}
        came = send(request)
        if came.status == 204:
            for group in person.get("groups", []):
                memory.setdefault(group["value"], []).append({"value": person["id"], "type": "User"})
        return came
    return each(request, send, lambda one: {**one, "members": one.get("members", []) + memory[one["id"]]}
                if one.get("id") in memory else one)


@mutant("externalId is not given back", GITHUB + "langwatch/langwatch/issues/6974")
def external_id_is_lost(request, send, _):
    return each(request, send, lambda one: without(one, "externalId"))


@mutant("externalId is required", GITHUB + "grafana/grafana/issues/105026")
def external_id_is_required(request, send, _):
    value = request.json()
    if request.creates("Users") and isinstance(value, dict) and "externalId" not in value:
        return error(400, "invalidValue", "externalId is required")
    return send(request)


@mutant("The client's id is taken")
def client_chooses_the_id(request, send, memory):
    value = request.json()
    came = send(request)
    if request.creates("Users") and came.status == 201 and isinstance(value.get("id"), str) and value["id"]:
        return came.map_resources(lambda one: {**one, "id": value["id"]})
    return came


@mutant("The password comes back in the answer to a creation")
def password_comes_back(request, send, _):
    value = request.json()
    came = send(request)
    if writes_resource(request) and isinstance(value, dict) and "password" in value:
        return came.map_resources(lambda one: {**one, "password": value["password"]})
    return came


@mutant("null in a body is refused")
def null_is_refused(request, send, _):
    value = request.json()
    if writes_resource(request) and isinstance(value, dict) and any(one is None for one in value.values()):
        return error(400, "invalidValue", "expected a value, found null")
    return send(request)


@mutant("A schema that the server does not know is refused")
def unknown_schema_is_refused(request, send, _):
    value = request.json()
    schemas = value.get("schemas") if writes_resource(request) and isinstance(value, dict) else None
    if isinstance(schemas, list) and any(not str(one).startswith("urn:ietf:params:scim:schemas:") for one in schemas):
        return error(400, "invalidSyntax", "unknown schema")
    return send(request)


@mutant("Extension data that schemas does not announce is dropped")
def unannounced_extension_is_dropped(request, send, _):
    value = request.json()
    if writes_resource(request) and isinstance(value, dict) and ENTERPRISE in value:
        if ENTERPRISE not in value.get("schemas", []):
            return send(request.with_json(without(value, ENTERPRISE)))
    return send(request)


@mutant("schemas does not name the extension whose data is there", GITHUB + "MicrosoftDocs/azure-docs/issues/11784")
def extension_is_not_announced(request, send, _):
    return each(request, send, lambda one: {**one, "schemas": [urn for urn in one["schemas"] if urn != ENTERPRISE]}
                if "schemas" in one else one)


@mutant("meta is left out")
def meta_is_left_out(request, send, _):
    return each(request, send, lambda one: without(one, "meta"))


@mutant("meta.resourceType is in lower case")
def resource_type_in_lower_case(request, send, _):
    return each(request, send, lambda one: {**one, "meta": {**one["meta"], "resourceType": one["meta"]["resourceType"].lower()}}
                if "resourceType" in one.get("meta", {}) else one)


@mutant("meta.created is a date without time")
def created_is_a_date(request, send, _):
    return each(request, send, lambda one: {**one, "meta": {**one["meta"], "created": one["meta"]["created"][:10]}}
                if "created" in one.get("meta", {}) else one)


@mutant("Ids are numbers")
def ids_are_numbers(request, send, _):
    return each(request, send, lambda one: {**one, "id": int(one["id"])} if re.fullmatch(r"\d+", str(one.get("id"))) else one)


@mutant("PUT is answered without a body")
def put_without_body(request, send, _):
    came = send(request)
    return Response(204, (), b"") if request.method == "PUT" and came.status == 200 else came


@mutant("PUT is accepted and does nothing", GITHUB + "grokability/snipe-it/issues/12049")
def put_does_nothing(request, send, _):
    return send(request.of("GET", request.path)) if request.method == "PUT" and request.is_single() else send(request)
