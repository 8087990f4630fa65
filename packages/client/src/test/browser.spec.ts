// SPDX-License-Identifier: MIT

import { GatewayUser } from '@sanyam/gateway/lib/test/gateway-user';
import { startTestGateway, type TestGateway } from '@sanyam/gateway/lib/test/test-gateway';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { expect } from 'chai';
import { build } from 'esbuild';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import type { SanyamClient } from '../client/sanyam-client';

/** The browser APIs that the client uses, without `process`, `Buffer` and `require`. */
const platform = {
    AbortController,
    AbortSignal,
    clearTimeout,
    crypto,
    fetch,
    Headers,
    performance,
    setTimeout,
    TextEncoder,
    URL,
    URLSearchParams
};

describe('the client in a browser', () => {
    let gateway: TestGateway;
    before(async () => {
        gateway = await startTestGateway(await testCloud());
    });
    after(() => gateway.stop());

    it('works with browser APIs only, without Node', async () => {
        const { outputFiles, warnings } = await build({
            entryPoints: [join(__dirname, '..', 'index.js')],
            bundle: true,
            write: false,
            platform: 'browser',
            format: 'iife',
            globalName: 'sanyam',
            minify: true
        });
        expect(warnings).to.deep.equal([]);
        const context = createContext({ ...platform });
        const ada = await GatewayUser.signUp(await testCloud(), gateway.url);
        runInContext(outputFiles[0]?.text ?? '', context);
        runInContext('makeClient = options => new sanyam.SanyamClient(options)', context);
        const makeClient = context['makeClient'] as (options: object) => SanyamClient;
        const client = makeClient({ url: gateway.url, token: ada.token });
        const { id } = await client.documents.create({ name: 'a.md', language_id: 'markdown', content: 'text' });
        expect((await client.documents.read(id)).content).to.equal('text');
        expect(await client.documents.list().toArray()).to.have.length(1);
    });
});
