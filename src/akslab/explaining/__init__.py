"""What an Azure or Kubernetes error says, in plain words: recognised anywhere in a text, with causes and fixes."""
