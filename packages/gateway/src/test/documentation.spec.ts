// SPDX-License-Identifier: MIT

import { API_KEY_SCOPES, detailsSchemaOf, ERRORS, isErrorCode } from '@sanyam/types';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { readGatewayConfiguration } from '../configuration/gateway-configuration';
import { createLog } from '../observability/log';
import { type RunningGateway, startGateway } from '../start-gateway';
import { operationsOf, readContract } from './contract';

const file = join(__dirname, '..', '..', '..', '..', 'docs', 'api.md');

/** The cells of every table row in docs/api.md. */
function rows(): string[][] {
    return readFileSync(file, 'utf8')
        .split('\n')
        .filter(line => line.startsWith('|'))
        .map(line =>
            line
                .split('|')
                .slice(1, -1)
                .map(cell => cell.trim())
        );
}

describe('docs/api.md', () => {
    let gateway: RunningGateway;
    before(async () => {
        gateway = await startGateway(readGatewayConfiguration({ PORT: '0' }), createLog(new PassThrough().resume()));
    });
    after(() => gateway.stop());

    it('lists the operations of each scope, as the routes declare them', async () => {
        const operations = operationsOf(await readContract(gateway.url));
        for (const scope of API_KEY_SCOPES) {
            const declared = operations
                .filter(({ security }) => security[0]?.['bearer']?.includes(scope))
                .map(({ method, path }) => `\`${method.toUpperCase()} ${path.replace('/api/v1', '')}\``);
            const row = rows().find(([first]) => first === `\`${scope}\``);
            expect(row?.[1]?.split(', '), scope).to.have.members(declared);
        }
    });

    it('lists every error code with its status and details', () => {
        const errors = rows().filter(([status]) => /^\d{3}$/.test(status ?? ''));
        for (const [code, { status }] of Object.entries(ERRORS)) {
            const row = errors.find(([, codes]) => codes?.includes(`\`${code}\``));
            expect(row?.[0], code).to.equal(String(status));
            const details = Object.keys((isErrorCode(code) && detailsSchemaOf(code)?.shape) || {});
            for (const name of details) {
                expect(row?.[2], code).to.include(`\`${name}\``);
            }
        }
    });
});
