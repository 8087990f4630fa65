// SPDX-License-Identifier: MIT

import { once } from 'node:events';
import { z } from 'zod';
import { withSupabaseAuth } from './start-supabase-auth.js';

const settingsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const optionsSchema = z.object({
    confirmEmails: z.boolean().default(false),
    providers: z.partialRecord(z.enum(['github', 'google', 'azure']), z.string()).default({}),
    auth: settingsSchema.default({}),
    email: settingsSchema.default({})
});

// Runs Supabase's own Auth server, until Ctrl+C or the end of the parent process: `main.js <program> [<options as JSON>]`.
// Prints a ready line like that of a local cloud, for SANYAM_TEST_CLOUD. There is no PostgREST.
const [program = '', options = '{}'] = process.argv.slice(2);
await withSupabaseAuth(program, optionsSchema.parse(JSON.parse(options)), async ready => {
    process.stdout.write(`${JSON.stringify(ready)}\n`);
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), once(process, 'disconnect')]);
});
