#include "bridge/json/codec.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace bridge::json {
namespace {

using core::Array;
using core::FaultKind;
using core::Object;
using core::Value;
using namespace std::string_literals;
using namespace std::string_view_literals;

std::string refusal(std::string_view text, const Limits& limits = {}) {
  const core::Result<Value> parsed = parse(text, limits);
  if (parsed) return "accepted as " + write(*parsed);
  EXPECT_EQ(parsed.error().kind, FaultKind::InvalidSyntax);
  return parsed.error().detail;
}

TEST(JsonParse, ReadsEachKind) {
  struct Row {
    std::string_view text;
    Value value;
  };
  for (const Row& row : {
           Row{"null", nullptr},
           Row{" true\r\n\t", true},
           Row{"false", false},
           Row{"-7", -7},
           Row{"0.5", 0.5},
           Row{"1e2", 100.0},
           Row{R"("a\u00e9\n\"\\\/")", "a\xC3\xA9\n\"\\/"},
           Row{R"("\uD83D\uDE00")", "\xF0\x9F\x98\x80"},
           Row{"[]", Array()},
           Row{"[1,[2]]", Array{1, Array{2}}},
           Row{"{}", Object()},
           Row{R"({"b":1,"a":{"c":null}})", Object{{"b", 1}, {"a", Object{{"c", nullptr}}}}},
           Row{"\xEF\xBB\xBF[]", Array()},
       }) {
    const core::Result<Value> parsed = parse(row.text);
    ASSERT_TRUE(parsed.has_value()) << row.text << ": " << parsed.error().detail;
    EXPECT_EQ(*parsed, row.value) << row.text;
  }
}

TEST(JsonParse, RefusesWhatIsNotOneValue) {
  for (const std::string_view text :
       {""sv,        " "sv,          "{} {}"sv,  "[] x"sv,    "{}\0"sv,      "{}\0[1]"sv,  "\0"sv,
        "[1,]"sv,    "{\"a\":1,}"sv, "{a:1}"sv,  "'a'"sv,     "{\"a\" 1}"sv, "[1 2]"sv,    "["sv,
        "{\"a\":"sv, "\"a"sv,        "]"sv,      "tru"sv,     "True"sv,      "NaN"sv,      "Infinity"sv,
        "01"sv,      "+1"sv,         "1."sv,     ".5"sv,      "-"sv,         "1e"sv,       "0x1"sv,
        "/* */ 1"sv, "\"\x01\""sv,   "\"\t\""sv, "\"\\x\""sv, "\"a\0b\""sv,  "\"\\u12\""sv}) {
    EXPECT_EQ(refusal(text).rfind("invalid JSON at byte ", 0), 0U) << text << ": " << refusal(text);
  }
}

TEST(JsonParse, NamesThePlace) {
  EXPECT_EQ(refusal(R"({"a":1,"a":2})"),
            "invalid JSON at byte 10: expected each name once in an object, found one twice");
  EXPECT_EQ(refusal("[1,x]").rfind("invalid JSON at byte 3:", 0), 0U) << refusal("[1,x]");
}

TEST(JsonParse, KeepsIntegersExact) {
  for (const std::int64_t number :
       {std::int64_t{0}, std::int64_t{-1}, (std::int64_t{1} << 53) + 1, -(std::int64_t{1} << 53) - 1,
        std::int64_t{2'147'483'648}, std::int64_t{-2'147'483'649}, std::numeric_limits<std::int64_t>::max(),
        std::numeric_limits<std::int64_t>::min()}) {
    const core::Result<Value> parsed = parse(std::to_string(number));
    ASSERT_TRUE(parsed.has_value()) << number;
    ASSERT_NE(parsed->if_integer(), nullptr) << number;
    EXPECT_EQ(*parsed->if_integer(), number);
    EXPECT_EQ(write(*parsed), std::to_string(number));
  }
}

TEST(JsonParse, RefusesNumbersThatDoNotFit) {
  for (const std::string& text : {"9223372036854775808"s, "-9223372036854775809"s, "18446744073709551615"s,
                                  "18446744073709551616"s, std::string(40, '9')}) {
    EXPECT_NE(refusal(text).find("expected an integer within 64 bits"), std::string::npos) << refusal(text);
  }
  for (const std::string& text : {"1e309"s, "-1e309"s, "1.0e99999"s, "1e-400"s, std::string(5000, '9')}) {
    EXPECT_EQ(refusal(text).rfind("invalid JSON at byte ", 0), 0U) << refusal(text);
  }
}

TEST(JsonParse, ReadsTheNearestDouble) {
  for (const double number : {0.1, 1.0 / 3.0, 2.2250738585072014e-308, 5e-324, 1.7976931348623157e308,
                              9007199254740993.0, 123456789.12345679, -0.0, 1e22, 1e23}) {
    const core::Result<Value> parsed = parse(write(number));
    ASSERT_TRUE(parsed.has_value()) << write(number);
    ASSERT_NE(parsed->if_double(), nullptr) << write(number);
    EXPECT_EQ(*parsed->if_double(), number);
    EXPECT_EQ(std::signbit(*parsed->if_double()), std::signbit(number));
  }
  EXPECT_EQ(*parse("0.30000000000000004").value().if_double(), 0.1 + 0.2);
  EXPECT_EQ(*parse("2.22507385850720138309e-308").value().if_double(), 2.2250738585072014e-308);
  EXPECT_EQ(*parse("1" + std::string(30, '0') + ".0").value().if_double(), 1e30);
}

TEST(JsonParse, RefusesRepeatedNames) {
  EXPECT_NE(refusal(R"({"a":{"b":1,"b":1}})").find("each name once"), std::string::npos);
  EXPECT_TRUE(parse(R"({"a":1,"A":2})").has_value());
  EXPECT_TRUE(parse(R"([{"a":1},{"a":2}])").has_value());
}

TEST(JsonParse, FindsRepeatedNamesAmongMany) {
  for (const int repeated : {0, 10, 15, 16, 17, 998}) {
    std::string text = "{";
    for (int i = 0; i < 999; ++i) text += "\"n" + std::to_string(i) + "\":0,";
    EXPECT_TRUE(parse(text + "\"last\":0}").has_value());
    EXPECT_NE(refusal(text + "\"n" + std::to_string(repeated) + "\":0}").find("each name once"), std::string::npos)
        << repeated;
  }
}

TEST(JsonParse, RefusesDepthBombsWithoutFallingOver) {
  const std::string arrays(100'000, '[');
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += R"({"a":)";
  for (const std::string& bomb : {arrays, arrays + std::string(100'000, ']'), objects}) {
    EXPECT_NE(refusal(bomb).find("expected at most 64 levels of nesting"), std::string::npos) << refusal(bomb);
  }
}

TEST(JsonParse, AllowsExactlyTheDepthOfTheLimit) {
  const Limits limits{3, 1000};
  EXPECT_EQ(refusal("[[[]]]", limits), "accepted as [[[]]]");
  EXPECT_EQ(refusal("[{\"a\":[]},[[]]]", limits), "accepted as [{\"a\":[]},[[]]]");
  EXPECT_NE(refusal("[[[[]]]]", limits).find("expected at most 3 levels"), std::string::npos);
  EXPECT_EQ(refusal("1", Limits{0, 10}), "accepted as 1");
}

TEST(JsonParse, AllowsExactlyTheSizeOfTheLimit) {
  EXPECT_EQ(refusal("[1]", Limits{64, 3}), "accepted as [1]");
  EXPECT_EQ(refusal("[12]", Limits{64, 3}), "expected JSON of at most 3 bytes, found 4");
}

TEST(JsonParse, RefusesBadUtf8) {
  for (const std::string_view bytes :
       {"\x80"sv, "\xC3"sv, "\xC0\xAF"sv, "\xE0\x80\xAF"sv, "\xED\xA0\x80"sv, "\xF0\x80\x80\x80"sv,
        "\xF4\x90\x80\x80"sv, "\xF8\x88\x80\x80\x80"sv, "\xFF"sv, "\xE2\x82"sv}) {
    EXPECT_EQ(refusal("\"" + std::string(bytes) + "\"").rfind("invalid JSON at byte ", 0), 0U);
    EXPECT_EQ(refusal("{\"" + std::string(bytes) + "\":1}").rfind("invalid JSON at byte ", 0), 0U);
  }
  for (const std::string_view bytes : {"\xC3\xA9"sv, "\xE2\x82\xAC"sv, "\xF0\x9F\x98\x80"sv, "\xF4\x8F\xBF\xBF"sv}) {
    EXPECT_EQ(*parse("\"" + std::string(bytes) + "\"").value().if_string(), bytes);
  }
}

TEST(JsonParse, RefusesLoneSurrogates) {
  for (const std::string_view text :
       {R"("\uD800")", R"("\uDC00")", R"("\uD800x")", R"("\uD800\u0041")", R"("\uD800\uD800")"}) {
    EXPECT_EQ(refusal(text).rfind("invalid JSON at byte ", 0), 0U) << text << ": " << refusal(text);
    EXPECT_EQ(refusal("{" + std::string(text) + ":1}").rfind("invalid JSON at byte ", 0), 0U) << text;
  }
  EXPECT_EQ(*parse(R"("\uD7FF\uE000")").value().if_string(), "\xED\x9F\xBF\xEE\x80\x80");
}

TEST(JsonParse, KeepsEscapedNulBytes) {
  EXPECT_EQ(*parse(R"("a\u0000b")").value().if_string(), "a\0b"s);
  EXPECT_EQ(parse(R"({"a\u0000b":1})").value().if_object()->begin()->name, "a\0b"s);
}

TEST(JsonParse, ReadsTextsOfAnyLengthAtAnyPlace) {
  for (const std::string& odd : {"\n"s, "\""s, "\x01"s, "\xC3\xA9"s, "\xF0\x9F\x98\x80"s, "\\"s}) {
    for (std::size_t length = 0; length < 40; ++length) {
      for (std::size_t at = 0; at <= length; ++at) {
        const std::string text = std::string(at, 'a') + odd + std::string(length - at, 'b');
        const Value value(Array{std::string(length % 17, ' '), text, Object{{text, text}}, 1});
        EXPECT_EQ(parse(write(value)).value(), value) << write(value);
      }
    }
  }
}

TEST(JsonParse, RefusesBadUtf8AtAnyPlace) {
  for (std::size_t length = 0; length < 40; ++length) {
    for (std::size_t at = 0; at <= length; ++at) {
      const std::string text = "\"" + std::string(at, 'a') + "\xED\xA0\x80" + std::string(length - at, 'b') + "\"";
      EXPECT_EQ(refusal(text).rfind("invalid JSON at byte ", 0), 0U) << length << " " << at;
    }
    const std::string cut = "\"" + std::string(length, 'a') + "\xF0\x9F\x98";
    EXPECT_EQ(refusal(cut).rfind("invalid JSON at byte ", 0), 0U) << length;
  }
}

TEST(JsonParse, KeepsContainersApart) {
  const std::string text = R"([{"a":[1,{"b":[]},[2,{"c":{"d":3}}]],"e":{}},[],4,{"f":[5],"g":6}])";
  EXPECT_EQ(write(parse(text).value()), text);
}

TEST(JsonWrite, ControlCharactersComeBack) {
  std::string text;
  for (char c = 0; c < 0x20; ++c) text.push_back(c);
  text += "\x7F\"\\/";
  const std::string written = write(Value(text));
  for (char c = 0; c < 0x20; ++c) EXPECT_EQ(written.find(c), std::string::npos) << static_cast<int>(c);
  EXPECT_EQ(parse(written).value(), Value(text));
  EXPECT_EQ(parse(write(Object{{text, 1}})).value(), Value(Object{{text, 1}}));
}

TEST(JsonWrite, IsCompactAndKeepsTheOrder) {
  EXPECT_EQ(write(Object{{"b", Array{1, -2.5, true, nullptr}}, {"a", Object()}, {"c", Array()}}),
            R"({"b":[1,-2.5,true,null],"a":{},"c":[]})");
  EXPECT_EQ(write(Value("\xC3\xA9/")), "\"\xC3\xA9/\"");
}

TEST(JsonWrite, NumbersThatAreNotFiniteBecomeNull) {
  EXPECT_EQ(write(Array{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                        -std::numeric_limits<double>::infinity(), 1.0}),
            "[null,null,null,1.0]");
}

}  // namespace
}  // namespace bridge::json
