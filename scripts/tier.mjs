// SPDX-License-Identifier: MIT

import { setTier } from './programs/set-tier.mjs';
import { main, SetUpError } from './set-up/progress.mjs';
import { inRoot } from './set-up/repository.mjs';

const USAGE = 'Usage: npm run tier -- <email> <plan>, such as: npm run tier -- you@example.com pro';

/** Gives a user of the local cloud another plan: npm run tier -- you@example.com pro */
await main(async () => {
    const [email, tier, ...others] = process.argv.slice(2);
    if (email === '--help') {
        console.log(USAGE);
        return;
    }
    if (email === undefined || tier === undefined || others.length > 0) {
        throw new SetUpError(USAGE);
    }
    console.log(`${await setTier(inRoot('.sanyam'), email, tier)} has the plan ${tier} now.`);
});
