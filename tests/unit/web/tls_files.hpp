#pragma once
// Certificates made for one test run.

#include <filesystem>
#include <string>

namespace bridge::web::test {

/// A directory with an authority ("ca"), a server's certificate that it signed ("server"), a
/// client's ("client") and a stranger's ("stranger", signed by itself), each as NAME.pem and NAME.key.
class TlsFiles {
 public:
  TlsFiles();
  TlsFiles(const TlsFiles&) = delete;
  TlsFiles& operator=(const TlsFiles&) = delete;
  ~TlsFiles();

  [[nodiscard]] std::string certificate(const std::string& name) const {
    return (directory_ / (name + ".pem")).string();
  }
  [[nodiscard]] std::string key(const std::string& name) const { return (directory_ / (name + ".key")).string(); }

 private:
  std::filesystem::path directory_;
};

}  // namespace bridge::web::test
