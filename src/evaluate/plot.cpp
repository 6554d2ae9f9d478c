// Draws a sweep: threshold to the right, quality upwards, a line for each measure, the default marked.
//
// Presentation attributes only, and no colour of its own: a page whose policy forbids styles shows it, and it is
// read on a dark page too. The lines are told apart by their dashes and by their names at the right end.
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "fmt/format.h"
#include "newsecho/evaluate.h"

namespace newsecho {
namespace {

constexpr double kLeft = 48, kRight = 560, kTop = 24, kBottom = 344, kWidth = 680, kHeight = 400;
constexpr double kLineHeight = 16;  // of the names at the right end

double x_of(double threshold) { return kLeft + threshold * (kRight - kLeft); }
double y_of(double share) { return kBottom - share * (kBottom - kTop); }

struct Curve {
  const char* name;
  const char* dashes;  // of the stroke; none: drawn through
  double width;
  std::vector<double> values;
};

std::vector<Curve> curves_of(const Sweep& sweep) {
  const auto all = [&](auto measure) {
    std::vector<double> values;
    for (const SweepPoint& p : sweep.points) values.push_back(measure(p.score));
    return values;
  };
  const auto share = [](std::uint64_t part, std::uint64_t rest) {
    return part + rest == 0 ? 1 : static_cast<double>(part) / static_cast<double>(part + rest);
  };
  if (!sweep.points.empty() && sweep.points.front().score.pairs) {
    return {{"F1", "", 2.5, all([](const Score& s) { return s.f1; })},
            {"precision", "6 3", 1.5, all([&](const Score& s) { return share(s.tp, s.fp); })},
            {"recall", "2 3", 1.5, all([&](const Score& s) { return share(s.tp, s.fn); })}};
  }
  return {{"ARI", "", 2.5, all([](const Score& s) { return s.ari; })},
          {"pair precision", "6 3", 1.5, all([](const Score& s) { return s.pair_p; })},
          {"pair recall", "2 3", 1.5, all([](const Score& s) { return s.pair_r; })}};
}

void text(std::string& out, double x, double y, const char* anchor, std::string_view words) {
  out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" fill=\"currentColor\">{}</text>\n", x, y,
                     anchor, words);
}

void line(std::string& out, double x1, double y1, double x2, double y2, std::string_view more) {
  out += fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"currentColor\" {}/>\n", x1,
                     y1, x2, y2, more);
}

void axes(std::string& out) {
  for (int tenth = 0; tenth <= 10; tenth += 2) {
    const double share = tenth / 10.0;
    line(out, kLeft, y_of(share), kRight, y_of(share), "stroke-opacity=\"0.15\"");
    text(out, kLeft - 8, y_of(share) + 4, "end", fmt::format("{:.1f}", share));
    text(out, x_of(share), kBottom + 18, "middle", fmt::format("{:.1f}", share));
  }
  text(out, (kLeft + kRight) / 2, kBottom + 40, "middle", "threshold");
}

void mark(std::string& out, std::uint16_t threshold, std::string_view name, double y) {
  const double x = x_of(threshold / 1000.0);
  line(out, x, kTop, x, kBottom, "stroke-opacity=\"0.6\" stroke-width=\"1\"");
  text(out, x, y, "middle", fmt::format("{} {:.2f}", name, threshold / 1000.0));
}

// Puts the names beside the ends of their lines, moved apart where those meet.
void names(std::string& out, const std::vector<Curve>& curves) {
  std::vector<std::pair<double, const char*>> ends;
  ends.reserve(curves.size());
  for (const Curve& c : curves) ends.emplace_back(y_of(c.values.back()) + 4, c.name);
  std::stable_sort(ends.begin(), ends.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 1; i < ends.size(); ++i)
    ends[i].first = std::max(ends[i].first, ends[i - 1].first + kLineHeight);
  const double over = ends.back().first - kBottom;
  for (auto& [y, name] : ends) text(out, kRight + 6, y - std::max(0.0, over), "start", name);
}

}  // namespace

std::string to_svg(const Sweep& sweep) {
  const std::vector<Curve> curves = curves_of(sweep);
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" "
      "font-family=\"system-ui, sans-serif\" font-size=\"13\">\n",
      kWidth, kHeight);
  if (sweep.points.empty()) return out + "</svg>\n";
  const SweepPoint& best = sweep.best();
  const double best_value = best.score.pairs ? best.score.f1 : best.score.ari;
  out += fmt::format("<title>{} over the threshold, best {:.3f} at {:.2f}</title>\n", curves.front().name, best_value,
                     best.threshold / 1000.0);
  axes(out);
  mark(out, sweep.usual, "default", kTop - 8);
  if (sweep.run != sweep.usual) {
    // Beside each other when they are apart, one below the other when not.
    const bool near = std::abs(int{sweep.run} - int{sweep.usual}) < 200;
    mark(out, sweep.run, "this run", near ? kTop + 10 : kTop - 8);
  }
  for (const Curve& c : curves) {
    out += "<polyline fill=\"none\" stroke=\"currentColor\" stroke-linejoin=\"round\" points=\"";
    for (std::size_t i = 0; i < c.values.size(); ++i) {
      out += fmt::format("{}{:.1f},{:.1f}", i == 0 ? "" : " ", x_of(sweep.points[i].threshold / 1000.0),
                         y_of(std::clamp(c.values[i], 0.0, 1.0)));
    }
    out += fmt::format("\" stroke-width=\"{}\"", c.width);
    if (*c.dashes != 0) out += fmt::format(" stroke-dasharray=\"{}\"", c.dashes);
    out += "/>\n";
  }
  for (std::size_t i = 0; i < sweep.points.size(); ++i) {
    const double threshold = sweep.points[i].threshold / 1000.0, value = curves.front().values[i];
    out += fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\" fill=\"currentColor\"><title>{:.2f}: {} {:.3f}</title></circle>\n",
        x_of(threshold), y_of(std::clamp(value, 0.0, 1.0)), threshold, curves.front().name, value);
  }
  names(out, curves);
  return out + "</svg>\n";
}

}  // namespace newsecho
