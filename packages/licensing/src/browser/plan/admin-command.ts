// SPDX-License-Identifier: MIT

import { isLoopback, shellWord } from '@sanyam/types';
import { OS } from '@theia/core/lib/common/os';

/**
 * Returns the command that gives a user a plan in the local cloud. Undefined for a cloud on another machine, whose
 * administrator does that.
 */
export function adminCommand(supabaseUrl: string, email: string | null, tier: string): string | undefined {
    if (email === null || !isLoopback(new URL(supabaseUrl).hostname)) {
        return undefined;
    }
    // Who runs the local cloud has the backend of the IDE on the same machine.
    const platform = OS.backend.type() === OS.Type.Windows ? 'win32' : 'linux';
    return `npm run admin -- tier set ${shellWord(email, platform)} ${shellWord(tier, platform)}`;
}
