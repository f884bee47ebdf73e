"""scim2-client: people and groups through their whole lives, as an application with this library would lead them."""

from __future__ import annotations

import httpx2
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_models import PatchOp, PatchOperation, SCIMException, SearchRequest
from servers import DOMAIN, Bridge, Route
from steps import expect, play

NAME = "scim2-client"


class Life:
    """What one client does from first to last."""

    def __init__(self, bridge: Bridge) -> None:
        headers = {"Authorization": "Bearer " + bridge.token}
        self.http = httpx2.Client(base_url=bridge.url, headers=headers, timeout=60)
        self.client = SyncSCIMClient(self.http)
        self.user = self.group = None

    def _model(self, name: str):
        return self.client.get_resource_model(name)

    def _new_user(self, name: str, given: str):
        address = f"{name}@{DOMAIN}"
        attributes = {"userName": address, "displayName": given, "name": {"givenName": given, "familyName": "Jensen"}}
        attributes["emails"] = [{"value": address, "type": "work", "primary": True}]
        return self._model("User")(**attributes)

    def step_discover(self) -> None:
        """Discover schemas, resource types and configuration."""
        self.client.discover()
        expect(self.client.provider.config.patch.supported, True, "patch.supported")
        names = {resource_type.name for resource_type in self.client.provider.resource_types}
        expect({"User", "Group"} <= names, True, "User and Group among the resource types")

    def step_create(self) -> None:
        """Create a User."""
        wanted = self._new_user("bjensen", "Barbara")
        self.user = self.client.create(wanted)
        expect(self.user.user_name, wanted.user_name, "userName")
        expect(self.user.active, True, "active")

    def step_create_again(self) -> None:
        """Be told that the userName is taken."""
        self._refused(409, "uniqueness", lambda: self.client.create(self._new_user("BJensen", "Babs")))

    def step_read(self) -> None:
        """Read the User by id."""
        read = self.client.query(self._model("User"), self.user.id)
        expect(read.meta.location, self.user.meta.location, "meta.location")
        expect(read.name.given_name, "Barbara", "name.givenName")

    def step_read_nobody(self) -> None:
        """Be told that there is no User of an id."""
        self._refused(404, None, lambda: self.client.query(self._model("User"), "999999999"))

    def step_filter(self) -> None:
        """Find the User by a filter."""
        found = self._find(f'userName eq "bjensen@{DOMAIN}"')
        expect([user.id for user in found.resources], [self.user.id], "the hits")

    def step_filter_nobody(self) -> None:
        """Find nobody."""
        expect(self._find('userName eq "nobody"').total_results, 0, "totalResults")

    def step_bad_filter(self) -> None:
        """Be told what is wrong with a filter."""
        self._refused(400, "invalidFilter", lambda: self._find('nothingOfOurs eq "x"'))

    def step_project(self) -> None:
        """Ask for some attributes only."""
        asked = SearchRequest(attributes=["userName"])
        read = self.client.query(self._model("User"), self.user.id, query_parameters=asked)
        expect(read.user_name, self.user.user_name, "userName")
        expect(read.name, None, "name")

    def step_page(self) -> None:
        """Read a page of a list that is sorted."""
        asked = SearchRequest(start_index=1, count=2, sort_by="userName", sort_order=SearchRequest.SortOrder.ascending)
        page = self.client.query(self._model("User"), query_parameters=asked)
        expect(len(page.resources), 2, "Users on the page")
        names = [user.user_name.lower() for user in page.resources]
        expect(names, sorted(names), "their order")

    def step_search(self) -> None:
        """Search everything by POST."""
        found = self.client.search(search_request=SearchRequest(filter=f'userName eq "bjensen@{DOMAIN}"'))
        expect([resource.id for resource in found.resources], [self.user.id], "the hits")

    def step_modify(self) -> None:
        """Change attributes by PATCH."""
        model = self._model("User")
        replace, add = PatchOperation.Op.replace_, PatchOperation.Op.add
        operations = [PatchOperation(op=replace, path="name.familyName", value="Smith")]
        operations.append(PatchOperation(op=add, path="title", value="Tour Guide"))
        self.client.modify(model, self.user.id, PatchOp[model](operations=operations))
        read = self.client.query(model, self.user.id)
        expect((read.name.family_name, read.name.given_name), ("Smith", "Barbara"), "name")
        expect(read.title, "Tour Guide", "title")

    def step_replace(self) -> None:
        """Replace the User by PUT."""
        wanted = self.client.query(self._model("User"), self.user.id)
        wanted.display_name = "Babs"
        wanted.title = None
        replaced = self.client.replace(wanted)
        expect((replaced.display_name, replaced.title), ("Babs", None), "displayName and title")

    def step_group(self) -> None:
        """Create a Group with a member."""
        model = self._model("Group")
        member = self._member(self.user)
        self.group = self.client.create(model(display_name="Tour Guides", members=[member]))
        expect([member.value for member in self.group.members], [self.user.id], "members")

    def step_group_add(self) -> None:
        """Add a member by PATCH."""
        other = self.client.create(self._new_user("mary", "Mary"))
        model = self._model("Group")
        operation = PatchOperation(op=PatchOperation.Op.add, path="members", value=[self._member(other)])
        self.client.modify(model, self.group.id, PatchOp[model](operations=[operation]))
        expect(self._members(), {self.user.id, other.id}, "members")

    def step_group_remove(self) -> None:
        """Remove a member by PATCH."""
        model = self._model("Group")
        path = f'members[value eq "{self.user.id}"]'
        operation = PatchOperation(op=PatchOperation.Op.remove, path=path)
        self.client.modify(model, self.group.id, PatchOp[model](operations=[operation]))
        expect(self.user.id in self._members(), False, "the User is a member")

    def step_deactivate(self) -> None:
        """Deactivate the User and give access back."""
        model = self._model("User")
        for active in (False, True):
            operation = PatchOperation(op=PatchOperation.Op.replace_, path="active", value=active)
            self.client.modify(model, self.user.id, PatchOp[model](operations=[operation]))
            expect(self.client.query(model, self.user.id).active, active, "active")

    def step_delete(self) -> None:
        """Delete the Group and the User."""
        for kind, resource in (("Group", self.group), ("User", self.user)):
            model = self._model(kind)
            self.client.delete(model, resource.id)
            self._refused(404, None, lambda model=model, it=resource: self.client.query(model, it.id))

    def _find(self, text: str):
        return self.client.query(self._model("User"), query_parameters=SearchRequest(filter=text))

    def _members(self) -> set[str]:
        group = self.client.query(self._model("Group"), self.group.id)
        return {member.value for member in group.members or []}

    def _member(self, user):
        return {"value": user.id, "type": "User"}

    def _refused(self, status: int, scim_type: str | None, call) -> None:
        try:
            call()
        except SCIMException as error:
            told = error.to_error()
            expect((int(told.status), told.scim_type), (status, scim_type), "the error")
            return
        raise AssertionError(f"expected {status}, found success")


def run(program, route: Route):
    """Leads that life before a fresh bridge."""
    with Bridge(program, route) as bridge:
        life = Life(bridge)
        try:
            return play(NAME, route.name, life)
        finally:
            life.http.close()
