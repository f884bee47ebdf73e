#include "store/dictionary.hpp"

#include <array>
#include <cstddef>

#include "bridge/scim/urns.hpp"

namespace bridge::store {
namespace {

constexpr auto kTexts = std::to_array<std::string_view>({
    // Names in resources (RFC 7643 sections 3.1, 4.1 to 4.3).
    "schemas",
    "id",
    "externalId",
    "meta",
    "userName",
    "name",
    "formatted",
    "familyName",
    "givenName",
    "middleName",
    "honorificPrefix",
    "honorificSuffix",
    "displayName",
    "nickName",
    "profileUrl",
    "title",
    "userType",
    "preferredLanguage",
    "locale",
    "timezone",
    "active",
    "emails",
    "phoneNumbers",
    "ims",
    "photos",
    "addresses",
    "groups",
    "entitlements",
    "roles",
    "x509Certificates",
    "members",
    "value",
    "display",
    "type",
    "primary",
    "$ref",
    "streetAddress",
    "locality",
    "region",
    "postalCode",
    "country",
    "employeeNumber",
    "costCenter",
    "organization",
    "division",
    "department",
    "manager",
    scim::kEnterpriseUserUrn,
    scim::kSmartsheetUserUrn,
    scim::kSmartsheetGroupUrn,
    // Names in Smartsheet's records.
    "email",
    "firstName",
    "lastName",
    "admin",
    "licensedSheetCreator",
    "groupAdmin",
    "resourceViewer",
    "status",
    "isInternal",
    "seatType",
    "seatTypeLastChangedAt",
    "provisionalExpirationDate",
    "sheetCount",
    "lastLogin",
    "customWelcomeScreenViewed",
    "profileImage",
    "imageId",
    "height",
    "width",
    "company",
    "workPhone",
    "mobilePhone",
    "role",
    "account",
    "alternateEmails",
    "confirmed",
    "owner",
    "ownerId",
    "description",
    "createdAt",
    "modifiedAt",
    "created",
    "lastModified",
    "resourceType",
    "location",
    "version",
    // Values.
    scim::kUserUrn,
    scim::kGroupUrn,
    "User",
    "Group",
    "work",
    "home",
    "other",
    "mobile",
    "fax",
    "pager",
    "ACTIVE",
    "PENDING",
    "DECLINED",
    "DEACTIVATED",
    "MEMBER",
    "GUEST",
    "VIEWER",
    "PROVISIONAL_MEMBER",
    "LICENSED_USER",
    "GROUP_ADMIN",
    "RESOURCE_VIEWER",
    "SYSTEM_ADMIN",
    "Employee",
    "Contractor",
    "en",
    "en-US",
    "en_US",
    "US",
});
static_assert(kTexts.size() < 256);

/// Neighbours are looked at in turn, so most of the slots are free.
constexpr std::size_t kSlots = 1024;

constexpr std::size_t slot_of(std::string_view text) noexcept {
  std::size_t hash = text.size();
  if (text.empty()) return hash;
  for (const std::size_t at : {std::size_t{0}, text.size() / 2, text.size() - 1}) {
    hash = hash * 31 + static_cast<unsigned char>(text[at]);
  }
  return (hash ^ (hash >> 7U)) % kSlots;
}

constexpr std::array<std::uint8_t, kSlots> numbers_by_slot() {
  std::array<std::uint8_t, kSlots> slots{};
  for (std::size_t i = 0; i < kTexts.size(); ++i) {
    std::size_t slot = slot_of(kTexts[i]);
    while (slots[slot] != 0) slot = (slot + 1) % kSlots;
    slots[slot] = static_cast<std::uint8_t>(i + 1);
  }
  return slots;
}

constexpr std::array<std::uint8_t, kSlots> kNumbers = numbers_by_slot();

}  // namespace

std::uint8_t number_of(std::string_view text) noexcept {
  for (std::size_t slot = slot_of(text); kNumbers[slot] != 0; slot = (slot + 1) % kSlots) {
    if (kTexts[kNumbers[slot] - 1U] == text) return kNumbers[slot];
  }
  return 0;
}

std::string_view text_of(std::uint8_t number) noexcept { return kTexts[number - 1U]; }

}  // namespace bridge::store
