#ifndef GOVERNOR_CYAML_SHIM_H
#define GOVERNOR_CYAML_SHIM_H

#include <yaml.h>

#endif
