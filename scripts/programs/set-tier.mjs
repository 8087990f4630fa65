// SPDX-License-Identifier: MIT

import { SetUpError } from '../set-up/progress.mjs';

/**
 * Gives a user of the running local cloud another tier.
 *
 * @param folder the data folder of the cloud
 * @returns the email address as stored
 * @throws SetUpError that says what to do, when the cloud does not run, or the user or the tier does not exist
 */
export async function setTier(folder, email, tier) {
    // Loaded here, because a fresh clone does not have it before the dependencies are installed.
    const [{ default: pg }, { asciiAddress }, { runningDatabase, StartUpError }] = await Promise.all([
        import('pg'),
        import('@sanyam/types'),
        import('@sanyam/local-cloud')
    ]);
    const database = await runningDatabase(folder).catch(error => {
        throw error instanceof StartUpError ? new SetUpError(error.message) : error;
    });
    if (database === undefined) {
        throw new SetUpError(NOT_RUNNING);
    }
    const client = new pg.Client({ ...database, ...OVER_ENVIRONMENT });
    client.on('error', () => undefined);
    try {
        await client.connect();
    } catch (error) {
        throw new SetUpError(`${NOT_RUNNING} (${error.message})`);
    }
    try {
        const tiers = await client.query('select tier from public.tier_limits order by tier');
        const known = tiers.rows.map(row => row.tier);
        if (!known.includes(tier)) {
            throw new SetUpError(`There is no plan “${tier}”. The plans are ${known.join(', ')}.`);
        }
        const { rows } = await client.query(
            'update public.user_profiles set tier = $2 where lower(email) = lower($1) returning email',
            [asciiAddress(email.trim()), tier]
        );
        if (rows.length === 0) {
            throw new SetUpError(`No user has the address ${email}. Sign up with it in the IDE first.`);
        }
        return rows[0].email;
    } finally {
        await client.end();
    }
}

const NOT_RUNNING = 'The local cloud does not run. Start it with “npm start”, and try again in another terminal.';

/** Takes precedence over PGOPTIONS, PGCLIENTENCODING and PGSSLMODE, which are for other servers. */
const OVER_ENVIRONMENT = { options: '-c application_name=npm-run-tier', client_encoding: 'UTF8', ssl: false };
