#pragma once
// The emulated organisation of a transcript: how it begins, and what it holds, under the ids that the
// identity provider sees.

#include <cstdint>
#include <map>
#include <string>

#include "bridge/core/value.hpp"
#include "bridge/emulator/emulator.hpp"
#include "integration/transcript.hpp"

namespace bridge::integration {

/// What "${name}" in a transcript stands for.
using Captures = std::map<std::string, std::string>;

/// The service whose ids the identity provider sees as the ids of people and groups.
enum class PublicIds : std::uint8_t { Rest, Scim };

/// Puts the transcript's people and groups into the organisation, before the bridge starts; gives the
/// public ids that it names. A person or group that can't be added is left out of them.
[[nodiscard]] Captures seed(const Transcript& transcript, emulator::Emulator& emulator,
                            PublicIds ids = PublicIds::Rest);

/// Emulator::state() with these ids in place of the organisation's own.
[[nodiscard]] core::Value public_state(const emulator::Emulator& emulator, PublicIds ids);

}  // namespace bridge::integration
