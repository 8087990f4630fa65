// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { deviceNameOf } from './device-name';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('the name of a device', () => {
    for (const [userAgent, program, system] of [
        [`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36`, 'Chrome', 'Linux'],
        [`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/140.0.0.0 Safari/537.36`, 'Chrome', 'Linux'],
        ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox', 'Windows'],
        [`Mozilla/5.0 (Windows NT 10.0) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36 Edg/140.0`, 'Edge', 'Windows'],
        [
            'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
            'Safari',
            'macOS'
        ],
        [
            'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1',
            'Chrome',
            'iPhone'
        ],
        [
            'Mozilla/5.0 (iPad; CPU OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/140.0 Mobile/15E148 Safari/605.1.15',
            'Firefox',
            'iPad'
        ],
        [`Mozilla/5.0 (Linux; Android 16; Pixel 9) ${WEBKIT} Chrome/140.0 Mobile Safari/537.36`, 'Chrome', 'Android'],
        [
            `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} sanyam/1.0.0 Chrome/140.0 Electron/38.0.0 Safari/537.36`,
            'Sanyam',
            'Linux'
        ],
        ['curl/8.5.0', 'curl', undefined],
        ['node', 'node', undefined],
        ['Mozilla/5.0', undefined, undefined],
        ['<b>x</b>', undefined, undefined],
        ['', undefined, undefined]
    ] as const) {
        it(`is ${program} and ${system} for “${userAgent}”`, () => {
            expect(deviceNameOf(userAgent)).to.deep.equal({ program, system });
        });
    }
});
