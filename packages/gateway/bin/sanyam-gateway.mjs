#!/usr/bin/env node
// SPDX-License-Identifier: MIT

// This file exists before anything is compiled, so that the package manager can link it.

await import('../lib/main.js');
