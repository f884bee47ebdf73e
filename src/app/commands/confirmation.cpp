#include "app/commands/confirmation.hpp"

#include <cstdio>
#include <iostream>

#include <unistd.h>

namespace bridge::app {

std::optional<bool> confirmed(const std::string& question) {
  if (::isatty(STDIN_FILENO) == 0) return std::nullopt;
  std::fprintf(stderr, "%s [y/N] ", question.c_str());
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

}  // namespace bridge::app
