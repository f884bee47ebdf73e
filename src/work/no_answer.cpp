#include "no_answer.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace bridge::work {

namespace {

using core::FaultKind;
using transport::Cause;
using transport::Trouble;

struct CauseRow {
  Cause cause;
  const char* detail;
};

/// Where nothing was sent: what stands in the way, and where to look.
constexpr CauseRow kNotSent[] = {
    {Cause::Unknown, "Smartsheet can't be reached"},
    {Cause::NameNotFound,
     "the name of Smartsheet's host can't be resolved: check the url in the configuration, and DNS where the bridge "
     "runs"},
    {Cause::ConnectionRefused,
     "Smartsheet's host takes no connection: check the url in the configuration, and the firewall"},
    {Cause::ConnectTimedOut, "no connection to Smartsheet within connect_timeout: check the firewall and the proxy"},
    {Cause::ProxyFailed, "the configured proxy makes no connection to Smartsheet"},
    {Cause::CertificateExpired,
     "no trusted connection: the certificate of Smartsheet's host is not valid today; check the clock where the bridge "
     "runs"},
    {Cause::CertificateOfOtherHost,
     "no trusted connection: the certificate is for another host than the url in the configuration names"},
    {Cause::CertificateUntrusted,
     "no trusted connection: nobody whom this machine trusts vouches for the certificate of Smartsheet's host; check "
     "its CA certificates, and whether a proxy reads the traffic"},
    {Cause::HandshakeFailed, "no trusted connection: the TLS handshake with Smartsheet's host fails"},
};

constexpr const char* kFoundOut = "; whether the work was done is found out";

Heard not_sent(const transport::TransportFault& fault) {
  const bool tls = fault.trouble == Trouble::TlsFailed;
  const Cause cause = tls && fault.cause == Cause::Unknown ? Cause::HandshakeFailed : fault.cause;
  const auto* row = std::find_if(std::begin(kNotSent), std::end(kNotSent),
                                 [&](const CauseRow& known) { return known.cause == cause; });
  Heard heard;
  heard.sign = Sign::Down;
  heard.result.ending = Ending::NotDone;
  heard.result.fault = {FaultKind::UpstreamUnavailable, row != std::end(kNotSent) ? row->detail : kNotSent[0].detail,
                        fault.why, std::nullopt};
  return heard;
}

Heard unknown(FaultKind kind, std::string detail, Sign sign, const transport::TransportFault& fault) {
  Heard heard;
  heard.sign = sign;
  heard.result.ending = Ending::Unknown;
  heard.result.fault = {kind, std::move(detail) + kFoundOut, fault.why, std::nullopt};
  return heard;
}

}  // namespace

Heard no_answer(const transport::TransportFault& fault) {
  switch (fault.trouble) {
    case Trouble::NotSent:
    case Trouble::TlsFailed: return not_sent(fault);
    case Trouble::TimedOut:
      return unknown(FaultKind::UpstreamTimeout,
                     fault.cause == Cause::Stalled ? "Smartsheet's answer came to a standstill"
                                                   : "Smartsheet did not answer within timeout",
                     Sign::Down, fault);
    case Trouble::ConnectionLost:
      return unknown(FaultKind::OutcomeUnknown, "the connection to Smartsheet ended before its answer was whole",
                     Sign::Down, fault);
    case Trouble::Unreadable:
      return unknown(FaultKind::OutcomeUnknown, "Smartsheet's answer is no HTTP, or can't be unpacked", Sign::Down,
                     fault);
    case Trouble::AnswerTooLarge:
      return unknown(FaultKind::OutcomeUnknown, "Smartsheet's answer is larger than the bridge takes", Sign::Neither,
                     fault);
    case Trouble::ShutDown: break;
  }
  return unknown(FaultKind::OutcomeUnknown, "the bridge is being stopped", Sign::Neither, fault);
}

}  // namespace bridge::work
