"""The official Smartsheet SDK for Python, with the emulator in Smartsheet's place: a check of the emulator, not of the bridge."""

from __future__ import annotations

import logging

import smartsheet
from servers import Emulator
from smartsheet.models import Group, GroupMember, User
from steps import expect, play

NAME = "smartsheet-python-sdk"
ROUTE = "emulator"
ADDRESS = "ada@example.com"


class Life:
    """What an administrator's script does with people and groups."""

    def __init__(self, emulator: Emulator) -> None:
        self.api = smartsheet.Smartsheet(access_token=emulator.rest_token, api_base=emulator.url, max_retry_time=5)
        self.api.errors_as_exceptions(True)
        self.user = self.group = None

    def step_me(self) -> None:
        """Who the token belongs to"""
        expect(self.api.Users.get_current_user().admin, True, "admin")

    def step_list(self) -> None:
        """List people, by page and whole"""
        page = self.api.Users.list_users(page_size=2, page=1)
        expect((len(page.data), page.page_number, page.page_size), (2, 1, 2), "the page")
        whole = self.api.Users.list_users(include_all=True)
        expect(len(whole.data), page.total_count, "people")

    def step_add(self) -> None:
        """Add a person"""
        new = User({"email": ADDRESS, "admin": False, "licensedSheetCreator": True, "firstName": "Ada", "lastName": "Byron"})
        result = self.api.Users.add_user(new, send_email=False)
        expect((result.message, result.result_code), ("SUCCESS", 0), "the answer")
        self.user = result.result
        expect(self.user.email, ADDRESS, "email")

    def step_add_again(self) -> None:
        """Be told that a person is there already"""
        again = User({"email": ADDRESS, "admin": False, "licensedSheetCreator": True})
        self._refused(1016, lambda: self.api.Users.add_user(again))

    def step_find(self) -> None:
        """Find a person by address"""
        found = self.api.Users.list_users(email=ADDRESS).data
        expect([user.id for user in found], [self.user.id], "the hits")

    def step_get(self) -> None:
        """Read a person"""
        read = self.api.Users.get_user(self.user.id)
        expect((read.email, read.first_name, read.last_name), (ADDRESS, "Ada", "Byron"), "the person")

    def step_update(self) -> None:
        """Change a person's names and licence"""
        change = User({"admin": False, "licensedSheetCreator": False, "firstName": "Augusta", "lastName": "King"})
        result = self.api.Users.update_user(self.user.id, change)
        expect(result.message, "SUCCESS", "message")
        listed = self.api.Users.list_users(email=ADDRESS).data[0]
        expect(listed.licensed_sheet_creator, False, "licensedSheetCreator")

    def step_group(self) -> None:
        """Create a group with a member"""
        self.group = self.api.Groups.create_group(Group({"name": "Staff", "members": [{"email": ADDRESS}]})).result
        expect([member.id for member in self.group.members], [self.user.id], "members")

    def step_group_list(self) -> None:
        """List groups"""
        expect([group.name for group in self.api.Groups.list_groups(include_all=True).data], ["Staff"], "groups")

    def step_group_update(self) -> None:
        """Rename a group"""
        self.api.Groups.update_group(self.group.id, Group({"name": "Crew", "description": "Everybody"}))
        read = self.api.Groups.get_group(self.group.id)
        expect((read.name, read.description), ("Crew", "Everybody"), "the group")

    def step_members(self) -> None:
        """Add a member and take one out"""
        other = next(user for user in self.api.Users.list_users(include_all=True).data if user.email != ADDRESS)
        self.api.Groups.add_members(self.group.id, [GroupMember({"email": other.email})])
        expect(self._members(), {self.user.id, other.id}, "members")
        self.api.Groups.remove_member(self.group.id, self.user.id)
        expect(self._members(), {other.id}, "members")

    def step_deactivate(self) -> None:
        """Deactivate and reactivate a person"""
        for call, status in ((self.api.Users.deactivate_user, "DEACTIVATED"), (self.api.Users.reactivate_user, "ACTIVE")):
            expect(call(self.user.id).message, "SUCCESS", "message")
            expect(self._status(), status, "status")

    def step_remove(self) -> None:
        """Remove a person and a group"""
        expect(self.api.Users.remove_user(self.user.id).message, "SUCCESS", "message")
        expect(self.api.Users.list_users(email=ADDRESS).data, [], "the hits")
        expect(self.api.Groups.delete_group(self.group.id).message, "SUCCESS", "message")
        self._refused(1106, lambda: self.api.Groups.get_group(self.group.id))

    def _status(self) -> str:
        """Of the person; the SDK's model has no such attribute."""
        found = self.api.Users.list_users(email=ADDRESS)
        return found.request_response.json()["data"][0]["status"]

    def _members(self) -> set[int]:
        return {member.id for member in self.api.Groups.get_group(self.group.id).members}

    def _refused(self, code: int, call) -> None:
        try:
            call()
        except smartsheet.exceptions.ApiError as error:
            expect(error.error.result.error_code, code, "errorCode")
            return
        raise AssertionError(f"expected errorCode {code}, found success")


def run(program):
    """Leads that life with a fresh emulator."""
    logging.getLogger("smartsheet").setLevel(logging.CRITICAL)
    with Emulator(program, users=5) as emulator:
        return play(NAME, ROUTE, Life(emulator))
