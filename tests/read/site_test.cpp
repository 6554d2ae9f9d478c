#include "read/site.h"

#include <gtest/gtest.h>

#include "newsecho/read.h"

namespace newsecho {
namespace {

TEST(Site, IsTheRegistrableDomain) {
  const std::pair<const char*, const char*> rows[] = {
      {"https://www.bbc.co.uk/news/1", "bbc.co.uk"},
      {"http://m.example.com", "example.com"},
      {"https://amp.example.com/a?b=http://other.org/", "example.com"},
      {"HTTPS://User:Pass@News.Example.COM:8443/x", "example.com"},
      {"https://example.com.:80/", "example.com"},
      {"https://example.com#top", "example.com"},
      {"www.example.de", "example.de"},
      {"www.example.de/path/page.html", "example.de"},
      {"example.com:8080", "example.com"},
      {"http://192.168.0.1/x", "192.168.0.1"},
      {"http://[2001:db8::1]:80/x", "[2001:db8::1]"},
      {"http://localhost:3000/", "localhost"},
      {"https://co.uk/", "co.uk"},
      {"Example News", "example news"},
      {"CNN", "cnn"},
      {"U.S. Daily", "u.s. daily"},
      {"", ""},
  };
  for (const auto& [text, site] : rows) EXPECT_EQ(site_of(text), site) << text;
}

TEST(Site, HostsAreToldFromLabels) {
  for (const char* host : {"example.com", "www.bbc.co.uk", "example.com:80", "a-b.org",
                           "b\xC3\xBC"
                           "cher.de"}) {
    EXPECT_TRUE(read::looks_like_host(host)) << host;
  }
  for (const char* label : {"Example News", "cc-news", "U.S.", ".com", "", "a.b", "e.g. this", "what?.com"}) {
    EXPECT_FALSE(read::looks_like_host(label)) << label;
  }
}

}  // namespace
}  // namespace newsecho
