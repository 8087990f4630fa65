// SPDX-License-Identifier: MIT

const STOP = 'Press Ctrl+C to stop.';

/**
 * Returns what `npm start` says about the cloud of the IDE: how scripts reach the local one, or why none was started.
 *
 * @param ready the ready line of the local cloud, if it was started
 * @param configuredUrl the address of the cloud that the settings name, if any
 */
export function linesAboutCloud({ ready, configuredUrl }) {
    if (ready === undefined) {
        return configuredUrl ? [...linesOfConfigured(configuredUrl), STOP] : ['It has no cloud.', STOP];
    }
    return [...linesForScripts(ready), `${STOP} Your documents stay in .sanyam.`];
}

/** A shell may still have the variables of a local cloud that was stopped. */
function linesOfConfigured(url) {
    return [
        '',
        `The IDE uses the cloud at ${url}, because SUPABASE_URL is set. No local cloud was started.`,
        'To start the local cloud instead: unset SUPABASE_URL SUPABASE_ANON_KEY, also in .env, then npm start',
        ''
    ];
}

function linesForScripts({ gatewayUrl, supabaseUrl, anonKey, mailboxUrl }) {
    return [
        '',
        `Mailbox: ${mailboxUrl}`,
        `REST API: ${gatewayUrl}/api/v1/docs`,
        'For the examples in docs/api.md, which also show how to get an API key:',
        `  export GATEWAY=${gatewayUrl}`,
        `  export SUPABASE_URL=${supabaseUrl}`,
        `  export SUPABASE_ANON_KEY=${anonKey}`,
        'Use another terminal for them: npm start starts no local cloud where SUPABASE_URL is set.',
        'To change the plan of your user: npm run admin -- tier set you@example.com pro',
        'With the plan pro, “Sanyam: API Keys” in the IDE makes keys for scripts.',
        ''
    ];
}
