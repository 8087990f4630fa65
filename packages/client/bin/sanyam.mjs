#!/usr/bin/env node
// SPDX-License-Identifier: MIT

// A file that is there before anything is compiled, so that the package manager links it.

import module from 'node:module';

// A third of the time of a short command is compiling. Node 20 has no cache for it.
module.enableCompileCache?.();

await import('../lib/command-line/main.js');
