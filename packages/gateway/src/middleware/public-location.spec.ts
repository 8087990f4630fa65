// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { Hono } from 'hono';
import type { GatewayEnvironment } from '../http/request-variables';
import { publicLocation } from './public-location';

describe('the Location of an answer', () => {
    async function locationWith(publicUrl: string | undefined, location?: string) {
        const app = new Hono<GatewayEnvironment>();
        app.use(publicLocation(publicUrl));
        app.post('/', context => context.body(null, 201, location === undefined ? {} : { Location: location }));
        return (await app.request('/', { method: 'POST' })).headers.get('Location');
    }

    it('begins with the path of the public address', async () => {
        expect(await locationWith('https://example.com/sanyam', '/api/v1/documents/1')).to.equal(
            '/sanyam/api/v1/documents/1'
        );
    });

    it('is the path of the route if the public address has no path', async () => {
        for (const url of [undefined, 'https://example.com', 'https://example.com/']) {
            expect(await locationWith(url, '/api/v1/documents/1')).to.equal('/api/v1/documents/1');
        }
    });

    it('stays away if the route sets none', async () => {
        expect(await locationWith('https://example.com/sanyam')).to.equal(null);
    });
});
