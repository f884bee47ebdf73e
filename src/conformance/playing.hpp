#pragma once
// One case while it is played.

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "bridge/conformance/declared.hpp"
#include "bridge/conformance/run.hpp"
#include "conformance/caller.hpp"
#include "conformance/masking.hpp"
#include "conformance/placeholders.hpp"

namespace bridge::conformance {

/// What all cases of a run share.
struct Stage {
  const Surroundings& surroundings;
  const RunOptions& options;
  const Declared& declared;
  Caller& caller;
};

/// Something that could not be removed behind its case, to be tried once more.
struct Remainder {
  LeftOver what;
  const Suite* suite = nullptr;
  /// Whether it may be deleted at all.
  bool ours = true;
};

class Playing {
 public:
  /// `number` is another one for each case of the run.
  Playing(const Stage& stage, const Chosen& chosen, std::size_t number);

  /// Plays it, and removes what it made; what stays goes to `remainders`.
  [[nodiscard]] CaseResult play(std::vector<Remainder>& remainders) &&;

 private:
  enum class Whose { NotYetKnown, Ours, Others, Nobodys };
  /// What an answer said was made.
  struct MadeUp {
    /// Below the base URL.
    std::string target;
    /// By that answer, after the run.
    bool named_in_answer = false;
    Whose whose = Whose::NotYetKnown;
  };

  void make_given();
  void make(const Given& given, const std::string& as);
  void remember(const std::string& as, const core::Object& sent, const core::Object& got, const Incoming& came,
                const std::string& target);
  void play_steps();
  /// False when the case ends here.
  bool play_step(const Step& step);
  bool judge_step(const Step& step, const std::vector<Question>& questions, std::size_t first_exchange);
  void keep(const Step& step, const Incoming& came);
  [[nodiscard]] Question filled(const Question& question, std::set<std::string>& missing) const;
  [[nodiscard]] Outgoing outgoing(const Sending& sending, std::set<std::string>& missing) const;
  /// Sends, writes down, and remembers what was made. False where an answer is of no use.
  bool exchange(const std::string& step, const std::vector<Outgoing>& requests,
                const std::function<bool(int)>& expected);
  void note_what_was_made(const Outgoing& sent, const Reached& reached);
  /// By a GET, where the target itself does not tell; before something is first changed, since names may be.
  [[nodiscard]] Whose ask_whose(const std::string& target, bool named_in_answer);
  [[nodiscard]] Whose whose(const std::string& target);
  [[nodiscard]] bool may_be_changed(const std::string& path);
  /// Empty unless a request would change what is not the run's.
  [[nodiscard]] std::string why_not_to_send(const std::vector<Outgoing>& requests);
  void look_up(const Outgoing& sent, std::vector<Remainder>& remainders);
  void clean_up(std::vector<Remainder>& remainders);
  void block(std::string reason);
  [[nodiscard]] bool stopped() const { return stage_.surroundings.stop.load(); }

  const Stage& stage_;
  const Case& case_;
  const Suite& suite_;
  std::string unique_;
  /// The beginning of all names of the run.
  std::string run_name_;
  Placeholders placeholders_;
  /// Kept by steps that were left out.
  std::set<std::string> never_kept_;
  /// In the order of their making.
  std::vector<MadeUp> made_;
  /// Requests that may have made something though their answers do not say so.
  std::vector<Outgoing> unclear_;
  CaseResult result_;
};

/// The headers of a request: the runner's, the suite's, the step's. A null leaves one out.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> headers_of(const core::Object& suite,
                                                                          const core::Object& step, bool with_body);

/// As a report shows it: with the credential that the wire adds, without what is left out.
[[nodiscard]] Outgoing as_it_left(Outgoing out);

/// Deletes a resource; nothing when it is gone, or why not. The exchange goes to `exchanges`, if there are any.
[[nodiscard]] std::string remove(const Stage& stage, const Suite& suite, const std::string& target,
                                 std::vector<Exchange>* exchanges);

}  // namespace bridge::conformance
