// SPDX-License-Identifier: MIT

import type { UserSession } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { deviceNameOf } from '../../../common/account/device-name';
import { timeText } from '../../time-texts';

/** Returns the name of a device: “Chrome on Linux”. */
export function deviceText({ user_agent }: Pick<UserSession, 'user_agent'>): string {
    const { program, system } = deviceNameOf(user_agent ?? '');
    if (program !== undefined && system !== undefined) {
        return nls.localize('sanyam/devices/name', '{0} on {1}', program, system);
    }
    return program ?? system ?? nls.localize('sanyam/devices/unknown', 'Unknown Device');
}

/** Returns the facts of a device that stand below its name. */
export function deviceFacts({ created_at, used_at, ip }: UserSession): string {
    const facts = [
        nls.localize('sanyam/devices/used', 'Last used {0}', timeText(used_at)),
        nls.localize('sanyam/devices/signedIn', 'signed in {0}', timeText(created_at)),
        ip
    ];
    return facts.filter(Boolean).join(' · ');
}
