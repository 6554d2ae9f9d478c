// sites.h — counts who republishes whom.
#pragma once

#include "newsecho/report.h"

namespace newsecho {

// Fills the summary's sites, top_sites and flows.
void count_sites(const Result& result, Summary& sum);

}  // namespace newsecho
