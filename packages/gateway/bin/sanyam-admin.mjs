#!/usr/bin/env node
// SPDX-License-Identifier: MIT

// This file exists before anything is compiled, so that the package manager can link it.

if (Number.parseInt(process.versions.node) < 22) {
    // Older versions have no WebSocket, which supabase-js needs.
    process.stderr.write(`sanyam-admin needs Node.js 22 or newer. This is ${process.versions.node}.\n`);
    process.exitCode = 1;
} else {
    await import('../lib/admin/main.js');
}
