// A peer that speaks TLS correctly, but with a certificate that nobody vouches for.

#include <array>
#include <atomic>
#include <memory>
#include <string>

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

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

std::unique_ptr<SSL_CTX, Free> self_signed_context() {
  const std::unique_ptr<EVP_PKEY, Free> key(EVP_EC_gen("P-256"));
  const std::unique_ptr<X509, Free> certificate(X509_new());
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* const name = X509_get_subject_name(certificate.get());
  const auto* text = reinterpret_cast<const unsigned char*>("127.0.0.1");
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_sign(certificate.get(), key.get(), EVP_sha256());
  std::unique_ptr<SSL_CTX, Free> context(SSL_CTX_new(TLS_server_method()));
  SSL_CTX_use_certificate(context.get(), certificate.get());
  SSL_CTX_use_PrivateKey(context.get(), key.get());
  return context;
}

TEST(Tls, SendsNothingToAServerWithAForeignCertificate) {
  std::atomic<int> bytes_received{0};
  std::string refusal;
  {
    const auto context = self_signed_context();
    const FakeServer server([&](Connection& connection) {
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
