#!/usr/bin/env node
// SPDX-License-Identifier: MIT

// A file that is there before anything is compiled, so that the package manager links it.

await import('../lib/main.js');
