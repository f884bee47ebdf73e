#pragma once
// The program's options: how they are spelled, and which command they lead to.

#include <cstdint>
#include <string>

#include <CLI/CLI.hpp>

#include "app/commands/commands.hpp"
#include "app/log.hpp"

namespace bridge::app {

/// What a command line said.
struct CommandLine {
  LogFormat log_format = LogFormat::Text;
  std::string config;
  std::uint16_t demo_port = 8080;
  EmulateOptions emulate;
  std::uint32_t latency = 0;
  bool no_scim = false;
  CheckOptions check;
  /// Of route, rehearsal and guard.
  TenantOptions tenant;
  PlanOptions plan;
  AuditOptions audit;
  LoginOptions login;
  ConformanceOptions conformance;
  std::uint32_t login_wait = 600;
  std::string route;
  bool yes = false;
  bool repair = false;
  /// Where a copy of the store goes, or comes from.
  std::string copy;
  bool show_values = false;
  /// Identity providers repeat what failed hours later.
  std::string release_for = "24h";
  std::uint32_t release_count = 0;
};

/// audit_options.cpp
void add_audit(CLI::App& program, CommandLine& line);

/// conformance_options.cpp
void add_conformance(CLI::App& program, CommandLine& line);

/// sync_options.cpp
void add_sync(CLI::App& program, CommandLine& line);

/// store_options.cpp
void add_store(CLI::App& program, CommandLine& line);

/// `line` must outlive the program's parse.
void define_options(CLI::App& program, CommandLine& line);

/// Runs the command that was given, with a log; gives the exit code.
[[nodiscard]] int run_command(const CLI::App& program, CommandLine& line);

}  // namespace bridge::app
