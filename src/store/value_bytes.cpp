#include "store/value_bytes.hpp"

#include <array>
#include <cstring>
#include <utility>
#include <variant>
#include <vector>

#include "bridge/core/overloaded.hpp"
#include "store/dictionary.hpp"

namespace bridge::store {
namespace {

using core::Array;
using core::Member;
using core::Object;
using core::Value;

/// The first byte of a value. Short texts have theirs in it: kShortText and their length.
constexpr std::uint8_t kNull = 0;
constexpr std::uint8_t kFalse = 1;
constexpr std::uint8_t kTrue = 2;
constexpr std::uint8_t kInteger = 3;
constexpr std::uint8_t kDouble = 4;
constexpr std::uint8_t kText = 5;
constexpr std::uint8_t kKnownText = 6;
constexpr std::uint8_t kArray = 7;
constexpr std::uint8_t kObject = 8;
constexpr std::uint8_t kSame = 9;
constexpr std::uint8_t kShortText = 32;
constexpr std::size_t kShortTextEnd = 256 - kShortText;

/// A name that is not in the dictionary.
constexpr char kSpelledOut = 0;

void put_byte(std::string& out, std::uint8_t byte) { out.push_back(static_cast<char>(byte)); }

void put_value(std::string& out, const Value& value);

/// What `fill` appends, with its length in front of it.
template <class Fill>
void put_measured(std::string& out, const Fill& fill) {
  const std::size_t start = out.size();
  fill();
  std::string length;
  put_number(length, out.size() - start);
  out.insert(start, length);
}

void put_text_value(std::string& out, const std::string& text) {
  if (const std::uint8_t known = number_of(text); known != 0) {
    put_byte(out, kKnownText);
    put_byte(out, known);
  } else if (text.size() < kShortTextEnd) {
    put_byte(out, static_cast<std::uint8_t>(kShortText + text.size()));
    out += text;
  } else {
    put_byte(out, kText);
    put_text(out, text);
  }
}

void put_double(std::string& out, double number) {
  std::array<char, sizeof number> bytes{};
  std::memcpy(bytes.data(), &number, sizeof number);
  put_byte(out, kDouble);
  out.append(bytes.data(), bytes.size());
}

void put_name(std::string& out, std::string_view name) {
  const std::uint8_t known = number_of(name);
  put_byte(out, known);
  if (known == kSpelledOut) put_text(out, name);
}

void put_value(std::string& out, const Value& value) {
  std::visit(core::overloaded{
                 [&](std::nullptr_t) { put_byte(out, kNull); },
                 [&](bool flag) { put_byte(out, flag ? kTrue : kFalse); },
                 [&](std::int64_t number) {
                   put_byte(out, kInteger);
                   put_signed(out, number);
                 },
                 [&](double number) { put_double(out, number); },
                 [&](const std::string& text) { put_text_value(out, text); },
                 [&](const Array& array) {
                   put_byte(out, kArray);
                   put_measured(out, [&] {
                     put_number(out, array.size());
                     for (const Value& item : array) put_value(out, item);
                   });
                 },
                 [&](const Object& object) {
                   put_byte(out, kObject);
                   put_measured(out, [&] { put_members(out, object); });
                 },
             },
             value.storage());
}

bool is_in(std::string_view base, std::string_view name, std::string_view value) {
  const auto found = find_member(base, name);
  if (!found) return false;
  ByteReader end = *found;
  end.skip_value();
  return value == std::string_view(found->at(), static_cast<std::size_t>(end.at() - found->at()));
}

}  // namespace

void put_number(std::string& out, std::uint64_t number) {
  for (; number >= 128; number >>= 7U) put_byte(out, static_cast<std::uint8_t>((number & 127U) | 128U));
  put_byte(out, static_cast<std::uint8_t>(number));
}

void put_signed(std::string& out, std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  put_number(out, (bits << 1U) ^ (number < 0 ? ~std::uint64_t{0} : 0));
}

void put_text(std::string& out, std::string_view text) {
  put_number(out, text.size());
  out += text;
}

void put_members(std::string& out, const Object& object, std::string_view base) {
  put_number(out, object.size());
  for (const Member& member : object) {
    put_name(out, member.name);
    const std::size_t start = out.size();
    put_value(out, member.value);
    if (base.empty() || !is_in(base, member.name, std::string_view(out).substr(start))) continue;
    out.resize(start);
    put_byte(out, kSame);
  }
}

std::uint64_t ByteReader::number() noexcept {
  std::uint64_t number = 0;
  for (unsigned shift = 0;; shift += 7) {
    const auto byte = static_cast<std::uint8_t>(*at_++);
    number |= static_cast<std::uint64_t>(byte & 127U) << shift;
    if (byte < 128) return number;
  }
}

std::int64_t ByteReader::signed_number() noexcept {
  const std::uint64_t bits = number();
  return static_cast<std::int64_t>((bits >> 1U) ^ (~(bits & 1U) + 1));
}

std::string_view ByteReader::bytes(std::size_t count) noexcept {
  const std::string_view taken(at_, count);
  at_ += count;
  return taken;
}

std::string_view ByteReader::text() noexcept { return bytes(number()); }

std::string_view ByteReader::name() noexcept {
  const auto known = static_cast<std::uint8_t>(*at_++);
  return known == kSpelledOut ? text() : text_of(known);
}

bool ByteReader::is_same() const noexcept { return static_cast<std::uint8_t>(*at_) == kSame; }

std::optional<std::string_view> ByteReader::if_text() noexcept {
  const auto tag = static_cast<std::uint8_t>(*at_);
  if (tag != kText && tag != kKnownText && tag < kShortText) return std::nullopt;
  ++at_;
  if (tag == kText) return text();
  if (tag == kKnownText) return text_of(static_cast<std::uint8_t>(*at_++));
  return bytes(tag - kShortText);
}

Value ByteReader::value(const Value* same) {
  if (const auto text = if_text()) return Value(*text);
  switch (static_cast<std::uint8_t>(*at_++)) {
    case kFalse: return Value(false);
    case kTrue: return Value(true);
    case kInteger: return Value(signed_number());
    case kDouble: {
      double number = 0;
      std::memcpy(&number, bytes(sizeof number).data(), sizeof number);
      return Value(number);
    }
    case kArray: {
      ByteReader inside(text());
      std::vector<Value> items;
      items.reserve(inside.number());
      while (!inside.at_end()) items.push_back(inside.value());
      return Value(Array(std::move(items)));
    }
    case kObject: return Value(members_of(text()));
    case kSame: return same != nullptr ? *same : Value();
    default: return Value();
  }
}

void ByteReader::skip_value() noexcept {
  if (if_text()) return;
  switch (static_cast<std::uint8_t>(*at_++)) {
    case kInteger: static_cast<void>(number()); break;
    case kDouble: static_cast<void>(bytes(sizeof(double))); break;
    case kArray:
    case kObject: static_cast<void>(text()); break;
    default: break;
  }
}

Object members_of(std::string_view bytes, const Object& base) {
  ByteReader reader(bytes);
  std::vector<Member> members;
  members.reserve(reader.number());
  while (!reader.at_end()) {
    const std::string_view name = reader.name();
    const Value* same = reader.is_same() ? base.find(name) : nullptr;
    members.push_back({std::string(name), reader.value(same)});
  }
  return Object(std::move(members));
}

std::optional<ByteReader> find_member(std::string_view bytes, std::string_view name) noexcept {
  ByteReader reader(bytes);
  static_cast<void>(reader.number());
  while (!reader.at_end()) {
    if (reader.name() == name) return reader;
    reader.skip_value();
  }
  return std::nullopt;
}

}  // namespace bridge::store
