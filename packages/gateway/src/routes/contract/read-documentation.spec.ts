// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { PassThrough } from 'node:stream';
import { runInNewContext } from 'node:vm';
import { readGatewayConfiguration } from '../../configuration/gateway-configuration';
import { createLog } from '../../observability/log';
import { type RunningGateway, startGateway } from '../../start-gateway';

/** The parts of the page that hold addresses. */
interface Addresses {
    readonly script: string;
    readonly url: string;
    readonly servers: { readonly url: string }[];
}

describe('the documentation page', () => {
    let page: string;
    let gateway: RunningGateway;
    before(async () => {
        const environment = { PORT: '0', SANYAM_GATEWAY_URL: 'https://example.com/sanyam/' };
        gateway = await startGateway(readGatewayConfiguration(environment), createLog(new PassThrough().resume()));
        page = await (await fetch(`${gateway.url}/api/v1/docs`)).text();
    });
    after(() => gateway.stop());

    /** Runs the script of the page as a browser does that has loaded it from this address. */
    function addressesAt(address: string): Addresses {
        const script = /src="([^"]+)"/.exec(page)?.[1] ?? '';
        const inline = /<script nonce="[^"]+">([^]+?)<\/script>/.exec(page)?.[1] ?? '';
        const given: unknown[] = [];
        const createApiReference = (_element: string, settings: unknown) => given.push(settings);
        runInNewContext(inline, { URL, location: new URL(address), Scalar: { createApiReference } });
        const { url, servers } = JSON.parse(JSON.stringify(given[0])) as Addresses;
        return { script: new URL(script, address).href.replace(/[0-9a-f]{16}$/, '…'), url, servers };
    }

    for (const base of ['https://example.com/sanyam', 'https://example.com/a/b', 'http://127.0.0.1:54328']) {
        it(`takes its script, its document and its server from ${base} if it is opened there`, () => {
            for (const more of ['', '#tag/documents', '?x=1']) {
                expect(addressesAt(`${base}/api/v1/docs${more}`)).to.deep.equal({
                    script: `${base}/api/v1/docs/scalar.js?v=…`,
                    url: `${base}/api/v1/openapi.json`,
                    servers: [{ url: base }]
                });
            }
        });
    }
});
