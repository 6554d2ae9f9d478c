#include <libpsl.h>

#include <algorithm>
#include <memory>

#include "absl/container/flat_hash_map.h"
#include "newsecho/read.h"
#include "read/site.h"

namespace newsecho {

namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::string_view host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  std::string_view host = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const std::size_t user = host.rfind('@'); user != std::string_view::npos) {
    host.remove_prefix(user + 1);
  }
  const std::size_t address = host.find(']');  // of an IPv6 address, full of colons itself
  if (const std::size_t port = host.find(':', address == std::string_view::npos ? 0 : address);
      port != std::string_view::npos) {
    host = host.substr(0, port);
  }
  while (!host.empty() && host.back() == '.') {
    host.remove_suffix(1);
  }
  return host;
}

bool is_address(std::string_view host) {
  return host.find(':') != std::string_view::npos ||
         std::all_of(host.begin(), host.end(), [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

std::string registrable(const std::string& host) {
  if (is_address(host) || host.find('.') == std::string::npos) {
    return host;
  }
  const psl_ctx_t* rules = psl_builtin();
  const char* domain = rules == nullptr ? nullptr : psl_registrable_domain(rules, host.c_str());
  return domain == nullptr ? host : std::string(domain);
}

}  // namespace

namespace read {

bool looks_like_host(std::string_view text) {
  const std::size_t dot = text.rfind('.');
  return dot != std::string_view::npos && dot > 0 && dot + 2 < text.size() &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '.' || c == '-' || c == ':' || c == '_' || c >= 0x80;
         });
}

}  // namespace read

std::string site_of(std::string_view url_or_host) {
  if (url_or_host.find("://") == std::string_view::npos && !read::looks_like_host(host_of(url_or_host))) {
    return lower(url_or_host);
  }
  const std::string host = lower(host_of(url_or_host));
  // The rules are searched slowly and a crawl has few hosts.
  constexpr std::size_t kMostHosts = 1u << 16;
  thread_local absl::flat_hash_map<std::string, std::string> known;
  const auto at = known.find(host);
  if (at != known.end()) {
    return at->second;
  }
  if (known.size() >= kMostHosts) {
    known.clear();
  }
  return known.emplace(host, registrable(host)).first->second;
}

}  // namespace newsecho
