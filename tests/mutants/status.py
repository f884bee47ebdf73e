"""Wrong statuses and error bodies."""

import uuid

from mutants.catalogue import mutant
from mutants.exchange import Response, answer, error

GITHUB = "https://github.com/"


def is_error(came):
    value = came.json()
    return came.status >= 400 and isinstance(value, dict) and "detail" in value


def on_conflict(request, send, change):
    came = send(request)
    return change(came) if came.status == 409 else came


@mutant("A list without a match is 404", GITHUB + "jelhub/scimgateway/issues/18")
def empty_list_is_404(request, send, _):
    came = send(request)
    found = came.listing()
    return error(404, detail="not found") if request.is_list() and found and found["totalResults"] == 0 else came


@mutant("A list without a match is 204", GITHUB + "grokability/snipe-it/issues/11913")
def empty_list_is_204(request, send, _):
    came = send(request)
    found = came.listing()
    return Response(204, (), b"") if request.is_list() and found and found["totalResults"] == 0 else came


@mutant("The status of an error is a number", GITHUB + "getsentry/sentry/issues/117860")
def error_status_is_a_number(request, send, _):
    came = send(request)
    return came.with_json({**came.json(), "status": came.status}) if is_error(came) else came


@mutant("Errors are plain text", GITHUB + "Metatavu/keycloak-scim-server/issues/114")
def errors_are_plain_text(request, send, _):
    came = send(request)
    return Response(came.status, (("Content-Type", "text/plain"),), b"it did not work") if came.status >= 400 else came


@mutant("Errors are the framework's own JSON, without schemas")
def errors_without_schemas(request, send, _):
    came = send(request)
    return came.with_json({"error": "Bad Request", "message": came.json()["detail"]}) if is_error(came) else came


@mutant("A duplicate is answered 201 with the resource that is there", GITHUB + "grokability/snipe-it/issues/13854")
def duplicate_is_201(request, send, _):
    came = send(request)
    if came.status != 409 or not request.creates("Users"):
        return came
    filter_text = 'userName eq "%s"' % request.json()["userName"]
    found = send(request.of("GET", "/Users").with_parameters({"filter": filter_text})).listing()
    return answer(201, found["Resources"][0]) if found and found["Resources"] else came


@mutant("A duplicate is 500", GITHUB + "sourcegraph/sourcegraph-public-snapshot/issues/48353")
def duplicate_is_500(request, send, _):
    return on_conflict(request, send, lambda _came: error(500, detail="duplicate key"))


@mutant("A duplicate is 400", GITHUB + "imulab/go-scim/issues/65")
def duplicate_is_400(request, send, _):
    return on_conflict(request, send, lambda _came: error(400, "invalidValue", "taken"))


@mutant("A duplicate is 409 without scimType", GITHUB + "getsentry/sentry/issues/117860")
def duplicate_without_scim_type(request, send, _):
    return on_conflict(request, send, lambda _came: error(409, detail="taken"))


@mutant("A second group with the same displayName is created")
def duplicate_group_is_created(request, send, _):
    came = send(request)
    if came.status != 409 or not request.creates("Groups"):
        return came
    body = request.json()
    made = send(request.with_json({**body, "displayName": body["displayName"] + " (2)"}))
    return made.map_resources(lambda one: {**one, "displayName": body["displayName"]})


@mutant("A creation is 200")
def creation_is_200(request, send, _):
    came = send(request)
    return came.with_status(200) if request.creates() and came.status == 201 else came


@mutant("A creation is answered without a body")
def creation_without_body(request, send, _):
    came = send(request)
    return came.without_body() if request.creates() and came.status == 201 else came


@mutant("DELETE is 200 with a body")
def deletion_is_200(request, send, _):
    came = send(request)
    return answer(200, {"success": True}) if request.method == "DELETE" and came.status == 204 else came


@mutant("A second DELETE is 204 again")
def second_deletion_is_204(request, send, _):
    came = send(request)
    return Response(204, (), b"") if request.method == "DELETE" and came.status == 404 else came


@mutant("An unknown id is 400")
def unknown_id_is_400(request, send, _):
    came = send(request)
    return error(400, "invalidValue", "bad id") if request.is_single() and came.status == 404 else came


@mutant("An unknown id is 500", GITHUB + "wso2/product-is/issues/16933")
def unknown_id_is_500(request, send, _):
    came = send(request)
    return error(500, detail="null") if request.is_single() and came.status == 404 else came


@mutant("An unknown id is 200 with an empty object")
def unknown_id_is_200(request, send, _):
    came = send(request)
    return answer(200, {}) if request.method == "GET" and request.is_single() and came.status == 404 else came


@mutant("PUT to an unknown id is 201: it creates")
def put_creates(request, send, _):
    came = send(request)
    if request.method != "PUT" or came.status != 404 or not isinstance(request.json(), dict):
        return came
    return send(request.of("POST", "/" + request.parts()[0], request.json()))


@mutant("A wrong token is 403")
def wrong_token_is_403(request, send, _):
    came = send(request)
    return error(403, detail="no") if came.status == 401 else came


@mutant("401 comes without WWW-Authenticate")
def no_www_authenticate(request, send, _):
    return send(request).with_header("WWW-Authenticate", None)


@mutant("A body that is no JSON is 500")
def bad_json_is_500(request, send, _):
    if request.body and request.json() is None and request.body.strip() != b"null":
        return error(500, detail="Unexpected token")
    return send(request)


@mutant("A missing userName is filled with the address")
def missing_user_name_is_accepted(request, send, _):
    value = request.json()
    if request.creates("Users") and isinstance(value, dict) and not any(key.lower() == "username" for key in value):
        made_up = f"made-up-{uuid.uuid4().hex}@example.com"
        return send(request.with_json({**value, "userName": made_up}))
    return send(request)
