// A peer that speaks TLS correctly, but with a certificate that nobody vouches for.

#include <array>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <unistd.h>

#include "unit/transport/caller.hpp"
#include "unit/transport/fake_server.hpp"

namespace bridge::transport::test {
namespace {

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* session) const { SSL_free(session); }
};

using Key = std::unique_ptr<EVP_PKEY, Free>;
using Certificate = std::unique_ptr<X509, Free>;

struct Shown {
  const char* name = "127.0.0.1";
  long not_before = -3600;
  long not_after = 3600;
};

/// Signed by itself where there is no other signer.
Certificate certificate_of(const Shown& shown, EVP_PKEY* key, X509* signer = nullptr, EVP_PKEY* signing = nullptr) {
  Certificate certificate(X509_new());
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), signer == nullptr ? 1 : 2);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), shown.not_before);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), shown.not_after);
  X509_set_pubkey(certificate.get(), key);
  X509_NAME* const name = X509_get_subject_name(certificate.get());
  const auto* text = reinterpret_cast<const unsigned char*>(shown.name);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0);
  X509_set_issuer_name(certificate.get(), signer == nullptr ? name : X509_get_subject_name(signer));
  if (signer == nullptr) {
    X509_EXTENSION* ca = X509V3_EXT_conf_nid(nullptr, nullptr, NID_basic_constraints, "critical,CA:TRUE");
    X509_add_ext(certificate.get(), ca, -1);
    X509_EXTENSION_free(ca);
  } else {
    const std::string address = std::string("IP:") + shown.name;
    X509_EXTENSION* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, address.c_str());
    X509_add_ext(certificate.get(), names, -1);
    X509_EXTENSION_free(names);
  }
  X509_sign(certificate.get(), signing == nullptr ? key : signing, EVP_sha256());
  return certificate;
}

std::unique_ptr<SSL_CTX, Free> context_with(X509* certificate, EVP_PKEY* key) {
  std::unique_ptr<SSL_CTX, Free> context(SSL_CTX_new(TLS_server_method()));
  SSL_CTX_use_certificate(context.get(), certificate);
  SSL_CTX_use_PrivateKey(context.get(), key);
  return context;
}

std::unique_ptr<SSL_CTX, Free> self_signed_context() {
  const Key key(EVP_EC_gen("P-256"));
  return context_with(certificate_of({}, key.get()).get(), key.get());
}

/// An authority, as a file that a client trusts.
class Authority {
 public:
  Authority() {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path_.c_str(), "w"), &std::fclose);
    PEM_write_X509(file.get(), certificate_.get());
  }
  Authority(const Authority&) = delete;
  Authority& operator=(const Authority&) = delete;
  ~Authority() { std::remove(path_.c_str()); }
  [[nodiscard]] const std::string& file() const { return path_; }
  [[nodiscard]] std::unique_ptr<SSL_CTX, Free> context_for(const Shown& shown) const {
    const Key key(EVP_EC_gen("P-256"));
    return context_with(certificate_of(shown, key.get(), certificate_.get(), key_.get()).get(), key.get());
  }

 private:
  Key key_{EVP_EC_gen("P-256")};
  Certificate certificate_ = certificate_of({"an authority", -3600, 3600}, key_.get());
  std::string path_ = testing::TempDir() + "authority-" + std::to_string(::getpid()) + ".pem";
};

/// OpenSSL writes to a connection that the client may have closed: of this thread alone an error, not a signal.
void take_no_sigpipe() {
  sigset_t pipe{};
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
}

struct CertificateCase {
  const char* name;
  Shown shown;
  bool trusted;
  Cause cause;
};

TEST(Tls, SaysWhatIsWrongWithACertificate) {
  const Authority authority;
  const CertificateCase cases[] = {
      {"good", {}, true, Cause::Unknown},
      {"expired", {"127.0.0.1", -7200, -3600}, true, Cause::CertificateExpired},
      {"not valid yet", {"127.0.0.1", 3600, 7200}, true, Cause::CertificateExpired},
      {"of another host", {"127.0.0.2", -3600, 3600}, true, Cause::CertificateOfOtherHost},
      {"of an unknown authority", {}, false, Cause::CertificateUntrusted},
  };
  for (const CertificateCase& row : cases) {
    SCOPED_TRACE(row.name);
    const auto context = authority.context_for(row.shown);
    const FakeServer server([&](Connection& connection) {
      take_no_sigpipe();
      const std::unique_ptr<SSL, Free> session(SSL_new(context.get()));
      SSL_set_fd(session.get(), connection.socket());
      if (SSL_accept(session.get()) != 1) return;
      std::array<char, 1000> bytes{};
      if (SSL_read(session.get(), bytes.data(), static_cast<int>(bytes.size())) <= 0) return;
      const std::string fine = answer("200 OK", "{}");
      SSL_write(session.get(), fine.data(), static_cast<int>(fine.size()));
      SSL_shutdown(session.get());
    });
    ClientSettings settings = settings_for("https://127.0.0.1:" + std::to_string(server.port()));
    if (row.trusted) settings.ca_file = authority.file();
    const Caller caller(settings);
    const Reply reply = caller.call(get("/"));
    EXPECT_EQ(trouble_in(reply), row.cause == Cause::Unknown ? -1 : static_cast<int>(Trouble::TlsFailed));
    EXPECT_EQ(cause_in(reply), row.cause);
  }
}

TEST(Tls, SendsNothingToAServerWithAForeignCertificate) {
  std::atomic<int> bytes_received{0};
  std::string refusal;
  {
    const auto context = self_signed_context();
    const FakeServer server([&](Connection& connection) {
      take_no_sigpipe();
      const std::unique_ptr<SSL, Free> session(SSL_new(context.get()));
      SSL_set_fd(session.get(), connection.socket());
      if (SSL_accept(session.get()) != 1) return;
      std::array<char, 1000> bytes{};
      const int got = SSL_read(session.get(), bytes.data(), static_cast<int>(bytes.size()));
      if (got > 0) bytes_received += got;
    });
    const Caller caller(settings_for("https://127.0.0.1:" + std::to_string(server.port())));
    const Reply reply = caller.call(post("/users", "{}"));
    ASSERT_EQ(trouble_in(reply), static_cast<int>(Trouble::TlsFailed));
    refusal = std::get<TransportFault>(reply).why.text;
  }
  EXPECT_EQ(bytes_received, 0);
  EXPECT_NE(refusal.find("certificate"), std::string::npos) << refusal;
}

}  // namespace
}  // namespace bridge::transport::test
