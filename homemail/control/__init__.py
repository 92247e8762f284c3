"""The one contract between the engine and its faces: methods and events, their wire, and the client."""
