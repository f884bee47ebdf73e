#pragma once
// [tenant.rest.oauth]: the bridge as an app that is registered in Smartsheet.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/config/settings.hpp"
#include "config/document.hpp"
#include "config/report.hpp"

namespace bridge::config {

void read_oauth(const Field& field, std::optional<OAuth>& out);
void list_oauth(const std::string& prefix, std::vector<std::string>& names);

/// Where an administrator allows the app, for this base URL of the REST API.
[[nodiscard]] std::string authorize_url_for(std::string_view rest_url);

/// Reports [tenant.rest] with a token and OAuth, or with neither.
void check_one_kind_of_token(const Field& section, const Table& table);

}  // namespace bridge::config
