// The rules alone: which texts they span, and that none can loop.

#include <string_view>

#include <gtest/gtest.h>
#include <tao/pegtl/contrib/analyze.hpp>

#include "grammar/grammar_errors.hpp"
#include "grammar/scim_attribute.hpp"
#include "grammar/scim_filter.hpp"
#include "grammar/scim_path.hpp"
#include "grammar/scim_urn.hpp"
#include "grammar/scim_value.hpp"

namespace bridge::grammar {
namespace {

template <class Rule>
bool spans(std::string_view text) {
  pegtl::memory_input<> input(text.data(), text.size(), "text");
  try {
    return pegtl::parse<pegtl::seq<Rule, pegtl::eof>, pegtl::nothing, control>(input);
  } catch (const pegtl::parse_error&) {
    return false;
  }
}

TEST(Grammar, NoRuleLoopsWithoutReading) {
  EXPECT_EQ(pegtl::analyze<filter_text>(), 0U);
  EXPECT_EQ(pegtl::analyze<path_text>(), 0U);
  EXPECT_EQ(pegtl::analyze<attr_path_text>(), 0U);
}

TEST(Grammar, UrnEndsAtTheLastColonBeforeAName) {
  EXPECT_TRUE(spans<urn>("urn:ietf:params:scim:schemas:core:2.0:User:"));
  EXPECT_TRUE(spans<urn>("URN:x:"));
  EXPECT_FALSE(spans<urn>("urn:ietf:params:scim:schemas:core:2.0:User"));
  EXPECT_FALSE(spans<urn>("urn:"));
  EXPECT_FALSE(spans<urn>("urn:a::"));
  EXPECT_FALSE(spans<urn>("http://a:"));
}

TEST(Grammar, NamesBeginWithALetterOrDollar) {
  for (const char* name : {"a", "userName", "x509Certificates", "$ref", "a-b_c$1"}) {
    EXPECT_TRUE(spans<attr_name>(name)) << name;
  }
  for (const char* name : {"", "1a", "-a", "_a", "a b", "a.b", "ä"}) EXPECT_FALSE(spans<attr_name>(name)) << name;
}

TEST(Grammar, NumbersAreThoseOfJson) {
  for (const char* text : {"0", "-0", "10", "1.5", "-1.50e+10", "1E-3"}) EXPECT_TRUE(spans<number>(text)) << text;
  for (const char* text : {"", "-", "01", "+1", "1.", ".5", "1e", "0x1", "1e+"}) {
    EXPECT_FALSE(spans<number>(text)) << text;
  }
}

TEST(Grammar, StringsAreThoseOfJson) {
  for (const char* text : {R"("")", R"("a b")", R"("\"\\\/\b\f\n\r\t")", R"("\u00e9")", R"("\ud83d\ude00")",
                           "\"\xC3\xA9\"", "\"\xF0\x9F\x98\x80\""}) {
    EXPECT_TRUE(spans<string>(text)) << text;
  }
  for (const char* text : {"\"", "'a'", R"("\x")", R"("\u00e")", R"("\ud83d")", R"("\ude00\ud83d")", R"("\ud83dx")",
                           "\"\n\"", "\"\x80\"", "\"\xC0\xAF\"", "\"\xED\xA0\x80\"", R"("a"b")"}) {
    EXPECT_FALSE(spans<string>(text)) << text;
  }
}

TEST(Grammar, LiteralsAreExactAndWhole) {
  for (const char* text : {"true", "false", "null"}) EXPECT_TRUE(spans<comp_value>(text)) << text;
  for (const char* text : {"True", "FALSE", "nulls", "true1", "none"}) EXPECT_FALSE(spans<comp_value>(text)) << text;
}

TEST(Grammar, WordsIgnoreCaseAndAreWhole) {
  EXPECT_TRUE(spans<op_eq>("eQ"));
  EXPECT_TRUE(spans<word_not>("NOT"));
  EXPECT_FALSE(spans<op_eq>("eqx"));
  EXPECT_FALSE(spans<word_not>("notes"));
  EXPECT_FALSE(spans<present>("present"));
}

}  // namespace
}  // namespace bridge::grammar
