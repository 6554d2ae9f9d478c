#include <algorithm>
#include <cstdlib>
#include <deque>
#include <tuple>

#include "base/lists.h"
#include "base/page_file.h"
#include "pipeline/compare.h"

namespace newsecho::pipeline {

namespace {

// What the members of a story are measured against: the first day, and the first moment known to the second.
struct First {
  Published day, moment;

  explicit First(const Crawl& crawl, const std::vector<std::uint32_t>& members) {
    for (const std::uint32_t m : members) {
      Published p = crawl.info(m).published;
      if (p.precision == Precision::kTime && (!moment.known() || published_before(p, moment))) {
        moment = p;
      }
      if (p.known()) {
        p.precision = Precision::kDay;
        day = !day.known() || published_before(p, day) ? p : day;
      }
    }
  }

  // Whether another member is earlier for certain.
  bool beats(const Published& p) const { return published_before(day, p) || published_before(moment, p); }
};

// Returns the article a story is told by: no other is earlier for certain; then the longest, then the
// smallest id.
std::uint32_t original_of(const Crawl& crawl, const std::vector<std::uint32_t>& members) {
  const bool by_length = crawl.options.original_rule == "longest";
  const First first(crawl, members);
  const auto key = [&](std::uint32_t m) {
    return std::make_tuple(!by_length && first.beats(crawl.info(m).published), ~crawl.info(m).words, crawl.id_order[m]);
  };
  return *std::min_element(members.begin(), members.end(),
                           [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
}

Relation relation_to_original(const Crawl& crawl, std::uint32_t original, std::uint32_t member, const Evidence& e) {
  if (crawl.entries[original].node == crawl.entries[member].node) {
    return Relation::kExact;
  }
  return same_report(e.relation) ? e.relation : Relation::kRevision;
}

Evidence exact_evidence(const Crawl& crawl, std::uint32_t article) {
  Evidence e;
  e.relation = Relation::kExact;
  e.channels = kExactBody;
  e.agreement = e.resemblance = e.a_in_b = e.b_in_a = e.rare = 1000;
  e.coverage_a = e.coverage_b = e.prose_a = e.prose_b = 1000;
  e.size_a = e.size_b = e.common = crawl.entries[article].shingles;
  e.mask_a = e.mask_b = ~std::uint64_t{0};
  return e;
}

// Between the articles themselves; those of one node differ.
std::int64_t seconds_apart(const Published& a, const Published& b) {
  return a.known() && b.known() ? std::abs(a.seconds - b.seconds) : -1;
}

// A pair of articles, in the order that links are in.
struct Place {
  std::uint64_t ids;
  std::uint32_t a, b;  // articles
  const Evidence* evidence;
  bool operator<(const Place& other) const { return ids < other.ids; }
};

Place place_of(const Crawl& crawl, std::uint32_t a, std::uint32_t b, const Evidence& evidence) {
  return {std::uint64_t{crawl.id_order[a]} << 32 | crawl.id_order[b], a, b, &evidence};
}

// Orders links by the ids of their articles, and makes them.
LargeVector<Link> by_ids(LargeVector<Place> places) {
  std::sort(places.begin(), places.end());
  LargeVector<Link> links;
  links.reserve(places.size());
  for (const Place& place : places) {
    if (links.size() % 256 == 0) {
      base::wait_for_room();  // the evidence lies all over the pairs
    }
    links.push_back({place.a, place.b, *place.evidence});
  }
  return links;
}

// A form letter is like hundreds of others, all of which say the same: each article keeps the links to the
// two most alike, and those others chose. Of equals, ids decide.
void keep_best_forms(const Crawl& crawl, LargeVector<Place>& places) {
  constexpr std::uint8_t kMost = 2;
  constexpr std::uint32_t kDropped = ~std::uint32_t{0};
  struct Form {
    std::uint32_t unlike;
    std::uint32_t place;
    std::uint64_t ids;
    bool operator<(const Form& other) const { return unlike != other.unlike ? unlike < other.unlike : ids < other.ids; }
  };
  LargeVector<Form> forms;
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    if (places[i].evidence->relation == Relation::kTemplate) {
      forms.push_back({1000u - places[i].evidence->resemblance, i, places[i].ids});
    }
  }
  std::sort(forms.begin(), forms.end());
  std::vector<std::uint8_t> kept(crawl.entries.size(), 0);
  for (const Form& form : forms) {
    Place& place = places[form.place];
    std::uint8_t& of_a = kept[place.a];
    std::uint8_t& of_b = kept[place.b];
    if (of_a >= kMost && of_b >= kMost) {
      place.a = kDropped;
    } else {
      of_a = static_cast<std::uint8_t>(std::min(kMost, of_a) + 1);
      of_b = static_cast<std::uint8_t>(std::min(kMost, of_b) + 1);
    }
  }
  places.erase(std::remove_if(places.begin(), places.end(), [](const Place& place) { return place.a == kDropped; }),
               places.end());
}

// Adds the links between stories to the result.
void add_links(Crawl& crawl, const VerifiedPairs& pairs) {
  constexpr std::size_t kGrain = 16384;
  Result& result = crawl.result;
  std::vector<LargeVector<Place>> parts((pairs.size() + kGrain - 1) / kGrain);
  crawl.workers.for_range(pairs.size(), kGrain, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const Verified& v = pairs[i];
      const std::uint32_t a = crawl.nodes[v.a].articles.front();
      const std::uint32_t b = crawl.nodes[v.b].articles.front();
      if (links(v.evidence.relation) && result.assignments[a].story != result.assignments[b].story) {
        parts[begin / kGrain].push_back(place_of(crawl, a, b, v.evidence));
      }
    }
  });
  LargeVector<Place> places = base::joined(std::move(parts));
  keep_best_forms(crawl, places);
  result.links = by_ids(std::move(places));
}

// Adds every pair to the result, those of equal articles among them.
void add_pairs(Crawl& crawl, const VerifiedPairs& pairs, const VerifiedPairs& rest) {
  Result& result = crawl.result;
  LargeVector<Place> places;
  for (const VerifiedPairs* list : {&pairs, &rest}) {
    for (const Verified& v : *list) {
      const std::uint32_t a = crawl.nodes[v.a].articles.front();
      places.push_back(place_of(crawl, a, crawl.nodes[v.b].articles.front(), v.evidence));
    }
  }
  std::deque<Evidence> exact;  // stays where it is
  for (const Node& node : crawl.nodes) {
    // Equal pages without a report are no story.
    const std::uint32_t first = node.articles.front();
    for (std::size_t i = 1; i < node.articles.size() && !crawl.entries[first].junk; ++i) {
      const std::uint32_t other = node.articles[i];
      Evidence& e = exact.emplace_back(exact_evidence(crawl, other));
      e.seconds_apart = seconds_apart(crawl.info(first).published, crawl.info(other).published);
      places.push_back(place_of(crawl, first, other, e));
    }
  }
  result.pairs = by_ids(std::move(places));
}

}  // namespace

void assemble(Crawl& crawl, const Groups& groups, const Compared& compared, const VerifiedPairs& rest,
              const VerifyOptions& options) {
  StageClock clock(crawl.result.counts, crawl.options, "relate");
  const VerifiedPairs& pairs = compared.pairs;
  Result& result = crawl.result;
  std::vector<std::vector<std::uint32_t>> stories;  // articles
  std::vector<bool> grouped(crawl.nodes.size(), false);
  std::vector<std::uint32_t> medoid;  // node, by story
  for (const std::vector<std::uint32_t>& g : groups) {
    std::vector<std::uint32_t> members;
    for (const std::uint32_t node : g) {
      grouped[node] = true;
      members.insert(members.end(), crawl.nodes[node].articles.begin(), crawl.nodes[node].articles.end());
    }
    stories.push_back(std::move(members));
    medoid.push_back(g.front());
  }
  for (std::uint32_t node = 0; node < crawl.nodes.size(); ++node) {
    if (grouped[node]) {
      continue;
    }
    if (crawl.entries[crawl.nodes[node].articles.front()].junk) {
      for (const std::uint32_t article : crawl.nodes[node].articles) {
        stories.push_back({article});
        medoid.push_back(node);
      }
    } else {
      stories.emplace_back(crawl.nodes[node].articles.begin(), crawl.nodes[node].articles.end());
      medoid.push_back(node);
    }
  }
  const std::size_t n = stories.size();
  result.stories.resize(n);
  DocumentPool readers(crawl);
  crawl.workers.for_range(n, 256, [&](std::size_t begin, std::size_t end) {
    const auto documents = readers.borrow();
    for (std::size_t s = begin; s < end; ++s) {
      Story& story = result.stories[s];
      std::vector<std::uint32_t>& members = stories[s];
      const std::uint32_t original = original_of(crawl, members);
      std::sort(members.begin(), members.end(), [&](std::uint32_t a, std::uint32_t b) {
        const auto key = [&](std::uint32_t m) {
          const Published& p = crawl.info(m).published;
          return std::make_tuple(m != original, !p.known(), p.seconds, p.precision, crawl.id_order[m]);
        };
        return key(a) < key(b);
      });
      story.members = std::move(members);
      story.evidence.resize(story.members.size() == 1 ? 0 : story.members.size());
      const std::uint32_t teller = crawl.entries[original].node;
      std::uint64_t sum_original = 0;
      std::uint64_t sum_medoid = 0;
      for (std::size_t i = 0; i < story.members.size(); ++i) {
        const std::uint32_t node = crawl.entries[story.members[i]].node;
        const auto against = [&](std::uint32_t other) {
          if (node == other) {
            return exact_evidence(crawl, story.members[i]);
          }
          const Verified* known = find_pair(pairs, other, node);
          if (known == nullptr) {
            known = find_pair(compared.asked, other, node);
          }
          if (known != nullptr && same_report(known->evidence.relation)) {  // what is not is not told to the end
            Evidence e = known->evidence;
            if (known->a != other) {
              swap_sides(e);
            }
            return e;
          }
          const auto& [a, b] = documents->get(other, node);
          return verify(a, b, options);
        };
        const Evidence to_medoid = against(medoid[s]);
        Evidence e = teller == medoid[s] ? to_medoid : against(teller);
        e.relation = relation_to_original(crawl, original, story.members[i], e);
        e.seconds_apart = seconds_apart(crawl.info(original).published, crawl.info(story.members[i]).published);
        story.cohesion.least_medoid = std::min(story.cohesion.least_medoid, to_medoid.agreement);
        story.cohesion.least_original = std::min(story.cohesion.least_original, e.agreement);
        sum_medoid += to_medoid.agreement;
        sum_original += e.agreement;
        if (!story.evidence.empty()) {
          story.evidence[i] = e;
        }
      }
      story.cohesion.mean_medoid = static_cast<std::uint16_t>(sum_medoid / story.members.size());
      story.cohesion.mean_original = static_cast<std::uint16_t>(sum_original / story.members.size());
      if (!story.evidence.empty()) {
        story.evidence[0].relation = Relation::kOriginal;
      }
    }
  });
  struct Sized {
    std::size_t size;
    std::uint32_t id_order, story;
    bool operator<(const Sized& other) const {
      return size != other.size ? size > other.size : id_order < other.id_order;
    }
  };
  std::vector<Sized> order(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    const Story& story = result.stories[i];
    order[i] = {story.members.size(), crawl.id_order[story.original()], i};
  }
  std::sort(order.begin(), order.end());
  std::vector<Story> sorted(n);
  result.assignments.resize(crawl.entries.size(), Assignment{});
  crawl.workers.for_range(n, 4096, [&](std::size_t begin, std::size_t end) {
    for (std::size_t s = begin; s < end; ++s) {
      Story& story = sorted[s] = std::move(result.stories[order[s].story]);
      for (std::size_t i = 0; i < story.members.size(); ++i) {
        Assignment& to = result.assignments[story.members[i]];
        to.story = static_cast<std::uint32_t>(s);
        if (story.members.size() == 1) {
          to.relation = crawl.entries[story.members[i]].junk ? Relation::kJunk : Relation::kSingle;
        } else {
          to.relation = story.evidence[i].relation;
          to.agreement = i == 0 ? std::uint16_t{1000} : story.evidence[i].agreement;
        }
      }
    }
  });
  result.stories = std::move(sorted);
  add_links(crawl, pairs);
  if (crawl.options.keep_pairs) {
    add_pairs(crawl, pairs, rest);
  }
  clock.add(n, 0);
}

}  // namespace newsecho::pipeline
