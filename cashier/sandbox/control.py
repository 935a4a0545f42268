"""The private addresses of the sandbox: set faults, be the customer, look at the orders.

Guarded by a token made at start. No real gateway has these, and no client room may know them.
"""

import hmac
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cashier.core.clock import Clock
from cashier.core.json_text import json_object
from cashier.core.privacy import Secret
from cashier.sandbox.fault_script import ScriptBroken, read_script
from cashier.sandbox.faults import FAULTS, FaultBoard, UnknownFault
from cashier.sandbox.orders import CustomerAct, Order, OrderBook


@dataclass(frozen=True, slots=True)
class Control:
    """What a drill or a test may do to the running sandbox from outside."""

    token: Secret
    orders: OrderBook
    faults: FaultBoard
    clock: Clock

    def routes(self) -> list[Route]:
        """Return the private addresses."""
        return [
            Route("/sandbox/faults", self.read_faults, methods=["GET"]),
            Route("/sandbox/faults", self.set_faults, methods=["POST"]),
            Route("/sandbox/script", self.set_script, methods=["POST"]),
            Route("/sandbox/customer", self.act, methods=["POST"]),
            Route("/sandbox/orders", self.list_orders, methods=["GET"]),
        ]

    async def read_faults(self, request: Request) -> Response:
        """Tell which faults exist and which are on."""
        if not self._allowed(request):
            return _forbidden()
        names = [fault.name for fault in FAULTS]
        return JSONResponse({"known": names, "active": list(self.faults.active)})

    async def set_faults(self, request: Request) -> Response:
        """Set `active` faults that stay on, queue `next` ones that serve once; either or both."""
        if not self._allowed(request):
            return _forbidden()
        asked = json_object(await request.body()) or {}
        try:
            if "active" in asked:
                self.faults.set(*_names(asked["active"]))
            self.faults.queue(*_names(asked.get("next", [])))
        except UnknownFault as error:
            return JSONResponse({"unknown": error.fields["name"]}, 400)
        return JSONResponse({"active": list(self.faults.active)})

    async def set_script(self, request: Request) -> Response:
        """Begin the script of the body, as lines or as JSON; an empty body ends the last one."""
        if not self._allowed(request):
            return _forbidden()
        text = (await request.body()).decode("utf-8", "replace")
        try:
            script = read_script(text)
        except ScriptBroken as error:
            return JSONResponse(error.fields, 400)
        self.faults.follow(script, self.clock)
        return JSONResponse({"steps": len(script.steps), "active": list(self.faults.active)})

    async def act(self, request: Request) -> Response:
        """Let the customer of `out_trade_no` do what `act` says."""
        if not self._allowed(request):
            return _forbidden()
        asked = json_object(await request.body()) or {}
        try:
            act = CustomerAct(str(asked.get("act")))
        except ValueError:
            return JSONResponse({"known": list(CustomerAct)}, 400)
        order = self.orders.customer(str(asked.get("out_trade_no")), act)
        return JSONResponse({}, 409) if order is None else JSONResponse(_shown(order))

    async def list_orders(self, request: Request) -> Response:
        """Show every order with what truly happened to the money."""
        if not self._allowed(request):
            return _forbidden()
        return JSONResponse([_shown(order) for order in self.orders.all()])

    def _allowed(self, request: Request) -> bool:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), self.token.reveal().encode())


def _forbidden() -> Response:
    return JSONResponse({}, 403)


def _names(value: object) -> list[str]:
    return [str(name) for name in value] if isinstance(value, list) else []


def _shown(order: Order) -> dict[str, str | int]:
    return {
        "out_trade_no": order.out_trade_no,
        "amount_fen": order.amount_fen,
        "state": str(order.state),
        "taken": order.taken,
        "given_back": order.given_back,
    }
