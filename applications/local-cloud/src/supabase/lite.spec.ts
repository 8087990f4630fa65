// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { once } from 'node:events';
import './lite.js';

describe('Supabase Lite in a process', () => {
    it('leaves warnings that are errors to Node', async () => {
        const warning = new Error('Possible leak of listeners');
        warning.name = 'ExampleWarning';
        const warned = once(process, 'warning');
        process.emitWarning(warning);
        expect(await warned).to.deep.equal([warning]);
    });
});
