// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { describeError } from './describe-error.js';
import { run } from './process/run.js';

describe('the message for an error of the local cloud', () => {
    it('names a program that is in no folder of the PATH', async () => {
        const { signal } = new AbortController();
        const error: unknown = await run('sanyam-missing', [], { signal }).catch((reason: unknown) => reason);
        expect(describeError(error, { folder: '/data', databasePort: 0 })).to.equal(
            'Could not start “sanyam-missing”: it is in no folder of the PATH. Check the variable PATH.'
        );
    });
});
