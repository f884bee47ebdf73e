#include "bridge/json/codec.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <system_error>
#include <type_traits>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#include <rapidjson/encodedstream.h>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "bridge/core/overloaded.hpp"

namespace bridge::json {

namespace {

using core::Array;
using core::FaultKind;
using core::Member;
using core::Object;
using core::Value;

/// A container under construction. What it has so far stands at the end of the builder's lists.
struct Open {
  bool is_object = false;
  std::size_t first = 0;
  /// Once there are many.
  std::unique_ptr<std::unordered_set<std::string>> names;
};

/// Above this many members a set finds repeated names; below, looking at each is faster.
constexpr std::size_t kFewMembers = 16;

/// Whether the text holds half a surrogate pair, which UTF-8 forbids: RapidJSON lets an escaped low half pass.
bool holds_surrogate(std::string_view text) {
  for (std::size_t at = text.find('\xED'); at != std::string_view::npos; at = text.find('\xED', at + 1)) {
    if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xA0) return true;
  }
  return false;
}

// NOLINTBEGIN(readability-identifier-naming): RapidJSON calls its handlers by these names.

constexpr const char* kLoneSurrogate = "expected surrogates in pairs, found half of one";

/// Builds the value bottom-up. Numbers arrive as text, so that what happens to those that don't fit is decided here.
class Builder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Builder> {
 public:
  explicit Builder(std::size_t depth) : depth_(depth) {
    stack_.reserve(kFewMembers / 4);
    members_.reserve(kFewMembers);
  }

  bool Null() { return add(Value(nullptr)); }
  bool Bool(bool value) { return add(Value(value)); }
  bool RawNumber(const char* text, rapidjson::SizeType length, bool) {
    const std::string_view digits(text, length);
    if (digits.find_first_of(".eE") == std::string_view::npos) return add_number<std::int64_t>(digits);
    return add_number<double>(digits);
  }
  bool String(const char* text, rapidjson::SizeType length, bool) {
    std::string copy(text, length);
    return holds_surrogate(copy) ? refuse(kLoneSurrogate) : add(Value(std::move(copy)));
  }

  bool StartObject() { return open(true); }
  bool StartArray() { return open(false); }
  bool Key(const char* text, rapidjson::SizeType length, bool) {
    members_.push_back(Member{std::string(text, length), {}});
    if (holds_surrogate(members_.back().name)) return refuse(kLoneSurrogate);
    return is_new(stack_.back()) || refuse("expected each name once in an object, found one twice");
  }
  bool EndObject(rapidjson::SizeType) { return add(Value(Object(close(members_)))); }
  bool EndArray(rapidjson::SizeType) { return add(Value(Array(close(items_)))); }

  // NOLINTEND(readability-identifier-naming)

  [[nodiscard]] Value take() { return std::move(root_); }
  [[nodiscard]] const std::string& refusal() const { return refusal_; }

 private:
  bool open(bool is_object) {
    if (stack_.size() == depth_) return refuse("expected at most " + std::to_string(depth_) + " levels of nesting");
    stack_.push_back({is_object, is_object ? members_.size() : items_.size(), nullptr});
    return true;
  }

  /// Ends the innermost container: its part of `all`, in memory that just holds it.
  template <class Item>
  std::vector<Item> close(std::vector<Item>& all) {
    const auto first = all.begin() + static_cast<std::ptrdiff_t>(stack_.back().first);
    std::vector<Item> own(std::make_move_iterator(first), std::make_move_iterator(all.end()));
    all.erase(first, all.end());
    stack_.pop_back();
    return own;
  }

  /// Of the last member, which is the object's.
  bool is_new(Open& object) const {
    const Member* const name = &members_.back();
    const Member* const first = members_.data() + object.first;
    if (!object.names && static_cast<std::size_t>(name - first) < kFewMembers) {
      return std::none_of(first, name, [name](const Member& member) { return member.name == name->name; });
    }
    if (!object.names) {
      object.names = std::make_unique<std::unordered_set<std::string>>();
      for (const Member* member = first; member != name; ++member) object.names->insert(member->name);
    }
    return object.names->insert(name->name).second;
  }

  template <class Number>
  bool add_number(std::string_view digits) {
    Number number{};
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (read.ec == std::errc() && read.ptr == digits.data() + digits.size()) return add(Value(number));
    return refuse(std::is_integral_v<Number> ? "expected an integer within 64 bits"
                                             : "expected a number within a double's range");
  }

  /// Not inlined: g++ 12 would then take the alternatives that a value does not hold for uninitialised ones.
  [[gnu::noinline]] bool add(Value value) {
    if (stack_.empty()) {
      root_ = std::move(value);
    } else if (stack_.back().is_object) {
      members_.back().value = std::move(value);
    } else {
      items_.push_back(std::move(value));
    }
    return true;
  }

  bool refuse(std::string why) {
    refusal_ = std::move(why);
    return false;
  }

  std::size_t depth_;
  std::vector<Open> stack_;
  // Of all containers under construction, the innermost one's last.
  std::vector<Member> members_;
  std::vector<Value> items_;
  Value root_;
  std::string refusal_;
};

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void write_value(Writer& writer, const Value& value);

void write_text(Writer& writer, const std::string& text) {
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void write_value(Writer& writer, const Value& value) {
  std::visit(core::overloaded{
                 [&](std::nullptr_t) { writer.Null(); },
                 [&](bool flag) { writer.Bool(flag); },
                 [&](std::int64_t number) { writer.Int64(number); },
                 [&](double number) { std::isfinite(number) ? writer.Double(number) : writer.Null(); },
                 [&](const std::string& text) { write_text(writer, text); },
                 [&](const Array& array) {
                   writer.StartArray();
                   for (const Value& item : array) write_value(writer, item);
                   writer.EndArray();
                 },
                 [&](const Object& object) {
                   writer.StartObject();
                   for (const Member& member : object) {
                     writer.Key(member.name.data(), static_cast<rapidjson::SizeType>(member.name.size()));
                     write_value(writer, member.value);
                   }
                   writer.EndObject();
                 },
             },
             value.storage());
}

}  // namespace

core::Result<Value> parse(std::string_view text, const Limits& limits) {
  if (text.size() > limits.size) {
    return core::failure(FaultKind::InvalidSyntax, "expected JSON of at most " + std::to_string(limits.size) +
                                                       " bytes, found " + std::to_string(text.size()));
  }
  // The iterative parser: the recursive one overflows the stack on a deeply nested body.
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag;
  rapidjson::MemoryStream bytes(text.data(), text.size());
  rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> stream(bytes);
  rapidjson::Reader reader;
  Builder builder(limits.depth);
  const rapidjson::ParseResult parsed = reader.Parse<kFlags>(stream, builder);
  // RapidJSON takes a NUL byte for the end of the text.
  const bool stopped_early = parsed && stream.Tell() != text.size();
  if (parsed && !stopped_early) return builder.take();
  const std::string why = builder.refusal().empty() ? rapidjson::GetParseError_En(parsed.Code()) : builder.refusal();
  return core::failure(FaultKind::InvalidSyntax,
                       "invalid JSON at byte " + std::to_string(parsed.Offset()) + ": " + why);
}

std::string write(const Value& value) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  write_value(writer, value);
  return std::string(buffer.GetString(), buffer.GetSize());
}

}  // namespace bridge::json
