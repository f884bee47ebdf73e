#pragma once
// Whether this is a sanitized program, which is some ten times slower: such tests do a part of the work.

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define BRIDGE_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define BRIDGE_SANITIZED 1
#endif
#endif

namespace bridge {

#ifdef BRIDGE_SANITIZED
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace bridge
