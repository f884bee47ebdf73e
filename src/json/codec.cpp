#include "bridge/json/codec.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdint>
#include <limits>
#include <unordered_set>
#include <vector>

#include "bridge/core/overloaded.hpp"

namespace bridge::json {

namespace {

using core::Array;
using core::FaultKind;
using core::Member;
using core::Object;
using core::Value;

/// A container under construction; `members` when it is an object, `items` when it is an array.
struct Open {
  bool is_object = false;
  std::string name;
  std::vector<Member> members;
  std::vector<Value> items;
  std::unordered_set<std::string> names;
};

/// Above this many members a set finds repeated names; below, looking at each is faster.
constexpr std::size_t kFewMembers = 16;

class Builder {
 public:
  explicit Builder(std::size_t depth) : depth_(depth) {}

  bool Null() { return add(Value(nullptr)); }
  bool Bool(bool value) { return add(Value(value)); }
  bool Int(int value) { return add(Value(value)); }
  bool Uint(unsigned value) { return add(Value(static_cast<std::int64_t>(value))); }
  bool Int64(std::int64_t value) { return add(Value(value)); }
  bool Uint64(std::uint64_t value) {
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return refuse("expected an integer within 64 bits");
    }
    return add(Value(static_cast<std::int64_t>(value)));
  }
  bool Double(double value) { return add(Value(value)); }
  bool RawNumber(const char*, rapidjson::SizeType, bool) { return refuse("expected a number"); }
  bool String(const char* text, rapidjson::SizeType length, bool) { return add(Value(std::string(text, length))); }

  bool StartObject() { return open(true); }
  bool StartArray() { return open(false); }
  bool Key(const char* text, rapidjson::SizeType length, bool) {
    Open& object = stack_.back();
    object.name.assign(text, length);
    return is_new(object) || refuse("expected each name once in an object, found one twice");
  }
  bool EndObject(rapidjson::SizeType) {
    Object object(std::move(stack_.back().members));
    stack_.pop_back();
    return add(Value(std::move(object)));
  }
  bool EndArray(rapidjson::SizeType) {
    Array array(std::move(stack_.back().items));
    stack_.pop_back();
    return add(Value(std::move(array)));
  }

  [[nodiscard]] Value take() { return std::move(root_); }
  [[nodiscard]] const std::string& refusal() const { return refusal_; }

 private:
  bool open(bool is_object) {
    if (stack_.size() == depth_) return refuse("expected at most " + std::to_string(depth_) + " levels of nesting");
    stack_.emplace_back();
    stack_.back().is_object = is_object;
    return true;
  }

  static bool is_new(Open& object) {
    if (object.members.size() < kFewMembers) {
      for (const Member& member : object.members) {
        if (member.name == object.name) return false;
      }
      return true;
    }
    if (object.names.empty()) {
      for (const Member& member : object.members) object.names.insert(member.name);
    }
    return object.names.insert(object.name).second;
  }

  bool add(Value value) {
    if (stack_.empty()) {
      root_ = std::move(value);
    } else if (stack_.back().is_object) {
      stack_.back().members.push_back(Member{std::move(stack_.back().name), std::move(value)});
    } else {
      stack_.back().items.push_back(std::move(value));
    }
    return true;
  }

  bool refuse(std::string why) {
    refusal_ = std::move(why);
    return false;
  }

  std::size_t depth_;
  std::vector<Open> stack_;
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
                 [&](double number) { writer.Double(number); },
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
    return core::failure(FaultKind::InvalidSyntax,
                         "expected JSON of at most " + std::to_string(limits.size) + " bytes, found " + std::to_string(text.size()));
  }
  // The iterative parser: the recursive one overflows the stack on a deeply nested body.
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  rapidjson::MemoryStream bytes(text.data(), text.size());
  rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> stream(bytes);
  rapidjson::Reader reader;
  Builder builder(limits.depth);
  const rapidjson::ParseResult parsed = reader.Parse<kFlags>(stream, builder);
  if (parsed) return builder.take();
  const std::string why = builder.refusal().empty() ? rapidjson::GetParseError_En(parsed.Code()) : builder.refusal();
  return core::failure(FaultKind::InvalidSyntax, "invalid JSON at byte " + std::to_string(parsed.Offset()) + ": " + why);
}

std::string write(const Value& value) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  write_value(writer, value);
  return std::string(buffer.GetString(), buffer.GetSize());
}

}  // namespace bridge::json
