// SPDX-License-Identifier: MIT

import '@theia/core/shared/reflect-metadata';
import { expect } from 'chai';
import { SessionAtOnline } from './session-at-online';

describe('a session that is offline', () => {
    it('asks for its server when the browser has a network again', () => {
        let looks = 0;
        const lookAgain = async (): Promise<void> => void looks++;
        const contribution = Object.assign(new SessionAtOnline(), { session: { lookAgain } });
        const window = new EventTarget();
        Object.assign(globalThis, { window });
        contribution.onStart();
        window.dispatchEvent(new Event('online'));
        contribution.onStop();
        window.dispatchEvent(new Event('online'));
        Reflect.deleteProperty(globalThis, 'window');
        expect(looks).to.equal(1);
    });
});
