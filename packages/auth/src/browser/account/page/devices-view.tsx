// SPDX-License-Identifier: MIT

import type { UserSession, UserSessions } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import { AccountAction } from './account-action';
import type { AccountPageActions } from './account-page-actions';
import { deviceFacts, deviceText } from './device-texts';
import type { DevicesModel } from './devices-model';

export interface DevicesViewProperties {
    readonly model: DevicesModel;
    readonly actions: AccountPageActions;
}

/** The devices on which the user is signed in, where the server tells them, and the ways to sign them out. */
export function DevicesView({ model, actions }: DevicesViewProperties): React.ReactElement {
    const { devices, failure } = model;
    return (
        <section>
            <h2>{nls.localize('sanyam/devices/title', 'Devices')}</h2>
            {failure !== undefined && (
                <p role="alert" className="sanyam-account-error">
                    {actions.reasonOf(failure)}
                </p>
            )}
            {devices && devices.items.length > 0 && <DeviceList devices={devices} actions={actions} />}
            <div className="sanyam-account-row">
                <AccountAction
                    label={nls.localize('sanyam/signOut/others', 'Sign Out Other Devices')}
                    run={() => actions.signOutOthers()}
                    reasonOf={actions.reasonOf}
                />
                <AccountAction
                    label={nls.localize('sanyam/signOut/everywhere', 'Sign Out Everywhere')}
                    run={() => actions.signOutEverywhere()}
                    reasonOf={actions.reasonOf}
                />
            </div>
        </section>
    );
}

interface DeviceListProperties extends Pick<DevicesViewProperties, 'actions'> {
    readonly devices: UserSessions;
}

function DeviceList({ devices: { items, total }, actions }: DeviceListProperties): React.ReactElement {
    return (
        <>
            <ul className="sanyam-account-list">
                {items.map(device => (
                    <Device key={device.id} device={device} actions={actions} />
                ))}
            </ul>
            {total > items.length && (
                <p className="sanyam-account-hint">
                    {nls.localize('sanyam/devices/more', 'And {0} more.', total - items.length)}
                </p>
            )}
        </>
    );
}

interface DeviceProperties extends Pick<DevicesViewProperties, 'actions'> {
    readonly device: UserSession;
}

function Device({ device, actions }: DeviceProperties): React.ReactElement {
    return (
        <li>
            <div>
                <span className="sanyam-account-item">
                    {deviceText(device)}
                    {device.is_current && ` (${nls.localize('sanyam/devices/current', 'this device')})`}
                </span>
                <span className="sanyam-account-hint">{deviceFacts(device)}</span>
            </div>
            <AccountAction
                label={nls.localize('sanyam/auth/signOut', 'Sign Out')}
                description={nls.localize('sanyam/devices/signOut', 'Sign Out: {0}', deviceText(device))}
                run={() => actions.signOutDevice(device)}
                reasonOf={actions.reasonOf}
            />
        </li>
    );
}
