#include "unit/web/tls_files.hpp"

#include <cstdio>
#include <memory>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <unistd.h>

namespace bridge::web::test {

namespace {

using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using CertificatePtr = std::unique_ptr<X509, decltype(&X509_free)>;
using FilePtr = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

KeyPtr make_key() { return {EVP_EC_gen("P-256"), &EVP_PKEY_free}; }

void name(X509_NAME* where, const std::string& common_name) {
  const auto* text = reinterpret_cast<const unsigned char*>(common_name.c_str());  // NOLINT: OpenSSL's type for text
  X509_NAME_add_entry_by_txt(where, "CN", MBSTRING_ASC, text, -1, -1, 0);
}

CertificatePtr make_certificate(const std::string& subject, EVP_PKEY* key, const std::string& issuer,
                                EVP_PKEY* issuer_key, bool authority) {
  CertificatePtr made(X509_new(), &X509_free);
  X509_set_version(made.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), authority ? 1 : 2);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
  X509_set_pubkey(made.get(), key);
  name(X509_get_subject_name(made.get()), subject);
  name(X509_get_issuer_name(made.get()), issuer);
  X509_EXTENSION* constraint =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_basic_constraints, authority ? "critical,CA:TRUE" : "CA:FALSE");
  X509_add_ext(made.get(), constraint, -1);
  X509_EXTENSION_free(constraint);
  X509_sign(made.get(), issuer_key, EVP_sha256());
  return made;
}

void write(const std::string& certificate_file, const std::string& key_file, X509* certificate, EVP_PKEY* key) {
  const FilePtr certificate_out(std::fopen(certificate_file.c_str(), "w"), &std::fclose);
  PEM_write_X509(certificate_out.get(), certificate);
  const FilePtr key_out(std::fopen(key_file.c_str(), "w"), &std::fclose);
  PEM_write_PrivateKey(key_out.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
}

}  // namespace

TlsFiles::TlsFiles() {
  std::string pattern = (std::filesystem::temp_directory_path() / "bridge-web-XXXXXX").string();
  directory_ = ::mkdtemp(pattern.data());
  const KeyPtr authority_key = make_key();
  const auto authority = make_certificate("ca", authority_key.get(), "ca", authority_key.get(), true);
  write(certificate("ca"), key("ca"), authority.get(), authority_key.get());
  for (const std::string subject : {"server", "client", "stranger"}) {
    const KeyPtr own = make_key();
    const bool strange = subject == "stranger";
    const auto made = make_certificate(subject, own.get(), strange ? subject : "ca",
                                       strange ? own.get() : authority_key.get(), false);
    write(certificate(subject), key(subject), made.get(), own.get());
  }
}

TlsFiles::~TlsFiles() { std::filesystem::remove_all(directory_); }

}  // namespace bridge::web::test
