#include "web/tls_context.hpp"

#include <array>
#include <string>

#include <openssl/err.h>

namespace bridge::web {

namespace {

/// What OpenSSL found wrong, for the log; empties its queue.
std::string openssl_reason() {
  std::string reason;
  while (const unsigned long code = ERR_get_error()) {
    std::array<char, 256> text{};
    ERR_error_string_n(code, text.data(), text.size());
    reason += (reason.empty() ? "" : "; ") + std::string(text.data());
  }
  return reason;
}

core::Failure unusable(const std::string& what, const std::string& file) {
  return core::Failure{core::Fault{core::FaultKind::InvalidValue,
                                   "expected " + what + " (PEM) in " + file +
                                       ", found a file that is missing, not "
                                       "readable or something else",
                                   core::LogText{openssl_reason()},
                                   {}}};
}

void set_rules(SSL_CTX* context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(context,
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_read_ahead(context, 1);
  constexpr std::array<unsigned char, 10> kSessionContext = {'s', 'c', 'i', 'm', 'b', 'r', 'i', 'd', 'g', 'e'};
  SSL_CTX_set_session_id_context(context, kSessionContext.data(), static_cast<unsigned>(kSessionContext.size()));
}

core::Outcome require_client_certificates(SSL_CTX* context, const std::string& file) {
  STACK_OF(X509_NAME)* names = SSL_load_client_CA_file(file.c_str());
  if (names == nullptr || SSL_CTX_load_verify_locations(context, file.c_str(), nullptr) != 1) {
    sk_X509_NAME_pop_free(names, X509_NAME_free);
    return unusable("the certificate authority of the clients", file);
  }
  SSL_CTX_set_client_CA_list(context, names);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  return core::ok();
}

}  // namespace

core::Result<std::shared_ptr<TlsContext>> TlsContext::load(const Tls& files) {
  ERR_clear_error();
  auto loaded = std::make_shared<TlsContext>();
  loaded->context_.reset(SSL_CTX_new(TLS_server_method()));
  SSL_CTX* context = loaded->get();
  if (context == nullptr) {
    return core::Failure{
        core::Fault{core::FaultKind::Bug, "OpenSSL gave no TLS context", core::LogText{openssl_reason()}, {}}};
  }
  set_rules(context);
  if (SSL_CTX_use_certificate_chain_file(context, files.certificate_file.c_str()) != 1) {
    return unusable("the server's certificate", files.certificate_file);
  }
  if (SSL_CTX_use_PrivateKey_file(context, files.key_file.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(context) != 1) {
    return unusable("the private key of the server's certificate", files.key_file);
  }
  if (!files.client_ca_file.empty()) {
    if (auto required = require_client_certificates(context, files.client_ca_file); !required) {
      return required.passed_on();
    }
  }
  return loaded;
}

}  // namespace bridge::web
