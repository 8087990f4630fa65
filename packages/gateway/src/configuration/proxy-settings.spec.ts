// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { trustedProxiesSchema } from './proxy-settings';

describe('the setting of trusted proxies', () => {
    it('needs addresses and networks', () => {
        for (const setting of ['proxy', '10.0.0', '10.0.0.0/33', '10.0.0.0/0', '::/0', '::/129', 'fe80::1%eth0', ',']) {
            expect(trustedProxiesSchema.safeParse(setting).success, setting).to.equal(false);
        }
        expect(trustedProxiesSchema.parse(' 10.0.0.7 ,fd00::/8')).to.deep.equal([
            { address: '10.0.0.7', bits: 32 },
            { address: 'fd00::', bits: 8 }
        ]);
    });
});
